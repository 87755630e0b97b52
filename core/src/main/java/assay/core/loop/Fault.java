package assay.core.loop;

/**
 * A bug of a program that was kept to what it belongs to.
 *
 * @param where what is left undone by it, for people
 * @param bug   what was thrown
 */
public record Fault(String where, RuntimeException bug) {
}
