package assay.events.recipe;

/**
 * Which jobs of the cluster a run's services and clients run in.
 *
 * @param kind  {@code separate}: each in its own; {@code packed}: all in one, on the same nodes; {@code het}: all in one heterogeneous job, each on
 *              nodes of its own; empty, as in an old log: separate
 * @param slurm what is asked for the one job of a packed run beside what its services and clients ask for
 */
public record Placement(String kind, SlurmOptions slurm) {
    private static final String PACKED = "packed";
    private static final String HET = "het";

    /** Each service and client in a job of its own. */
    public static final Placement SEPARATE = new Placement("separate", SlurmOptions.NONE);

    /** Whether all run on the nodes of one plain job. */
    public boolean packed() {
        return kind.equals(PACKED);
    }

    /** Whether all run in one heterogeneous job. */
    public boolean het() {
        return kind.equals(HET);
    }

    /** Whether all share one allocation. */
    public boolean together() {
        return packed() || het();
    }
}
