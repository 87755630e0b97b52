package assay.events.recipe;

import java.util.Comparator;

/**
 * Where runs take place: those of one location are watched together.
 *
 * @param adapter {@code auto}, {@code slurm} or {@code local}
 * @param connect how its commands are reached
 */
public record Location(String adapter, Connect connect) implements Comparable<Location> {
    private static final Comparator<Location> ORDER = Comparator.comparing(Location::adapter).thenComparing(Location::connect);

    /** The adapter of this machine. */
    public static Location here(String adapter) {
        return new Location(adapter, Connect.HERE);
    }

    @Override
    public int compareTo(Location other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return connect.elsewhere() ? adapter + " by ssh " + connect : connect.byRest() ? adapter + " by " + connect.rest() : adapter;
    }
}
