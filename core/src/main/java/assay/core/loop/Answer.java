package assay.core.loop;

/**
 * How an effect ended.
 *
 * @param <A> the service's answers
 */
public sealed interface Answer<A> {
    /** The effect's key. */
    String key();

    /** It ended with something to decide on. */
    record Given<A>(String key, A value) implements Answer<A> {
    }

    /** It failed; it is started again later, ever more slowly. */
    record Failed<A>(String key, String reason) implements Answer<A> {
    }
}
