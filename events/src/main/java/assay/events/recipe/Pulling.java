package assay.events.recipe;

/**
 * Where images are pulled and files behind addresses are fetched, before any job of a run is submitted.
 *
 * @param by    {@code job}: by a job of its own on the cluster; {@code here}, or empty as in an old log: by the machine that Assay runs on
 * @param slurm what is asked of Slurm for such a job
 */
public record Pulling(String by, SlurmOptions slurm) {
    private static final String JOB = "job";

    /** By the machine that Assay runs on. */
    public static final Pulling HERE = new Pulling("here", SlurmOptions.NONE);

    /** Whether the cluster does it. */
    public boolean byJob() {
        return by.equals(JOB);
    }
}
