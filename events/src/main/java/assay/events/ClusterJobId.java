package assay.events;

/** The id that Slurm (or the local supervisor) gave a job. Ids are reused after a controller lost its state: check the token too. */
public record ClusterJobId(String value) implements Text {
    public ClusterJobId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("Expected a cluster job id, but found none");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
