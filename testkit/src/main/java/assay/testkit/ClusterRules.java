package assay.testkit;

/**
 * Which of the rules that a cluster and the wrapper inside its jobs keep are kept: all of them, but where a test shows what comes of breaking one.
 *
 * @param deadline a submission cannot act after its deadline
 * @param claim    only the first job of a token runs its payload
 * @param lease    a job that nobody holds a lease for ends
 * @param window   but never inside a measured window
 */
public record ClusterRules(boolean deadline, boolean claim, boolean lease, boolean window) {
    /** All are kept. */
    public static final ClusterRules KEPT = new ClusterRules(true, true, true, true);
}
