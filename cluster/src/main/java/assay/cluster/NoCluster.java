package assay.cluster;

import assay.events.ClusterJobId;
import assay.events.Token;
import java.util.List;
import java.util.Map;

/** Stands where no cluster is: refuses everything with the reason. */
public final class NoCluster implements Cluster {
    private final String reason;

    /** With the reason why there is none, for people. */
    public NoCluster(String reason) {
        this.reason = reason;
    }

    /** Why there is none. */
    String reason() {
        return reason;
    }

    @Override
    public String adapter() {
        return "none";
    }

    @Override
    public Facts facts() {
        throw refused();
    }

    @Override
    public Check check(String script, String runDirectory) {
        throw refused();
    }

    @Override
    public Submission submit(SubmitRequest request) {
        throw refused();
    }

    @Override
    public List<ListedJob> jobs() {
        throw refused();
    }

    @Override
    public List<ListedJob> find(Token token) {
        throw refused();
    }

    @Override
    public List<ListedJob> history(List<JobRef> jobs) {
        throw refused();
    }

    @Override
    public void cancel(JobRef job) {
        throw refused();
    }

    @Override
    public Map<ClusterJobId, String> directories(List<JobRef> jobs) {
        throw refused();
    }

    @Override
    public List<Trace> traces(List<String> scratchRoots) {
        throw refused();
    }

    @Override
    public void end(Trace trace) {
        throw refused();
    }

    @Override
    public List<Usage> usage(List<JobRef> jobs) {
        throw refused();
    }

    @Override
    public ArtifactStore artifacts() {
        return new NoStore(reason);
    }

    @Override
    public RemoteStore store() {
        throw refused();
    }

    @Override
    public void close() {
    }

    private ClusterRefusedException refused() {
        return new ClusterRefusedException(reason);
    }

    /** Stages nothing, for the same reason. */
    private record NoStore(String reason) implements ArtifactStore {
        @Override
        public Outcome stage(Order order) {
            return new Outcome.Refused(reason, "");
        }

        @Override
        public Look look(Order order) {
            return new Look(order.artifact().kind(), false, 0, "", reason, "");
        }

        @Override
        public List<Holding> holdings(String cache) {
            throw new ClusterRefusedException(reason);
        }

        @Override
        public List<String> remove(String sha256, String cache) {
            throw new ClusterRefusedException(reason);
        }

        @Override
        public void abandon(String owner) {
            // Nothing is ever under way.
        }

        @Override
        public void close() {
            // Nothing is ever under way.
        }
    }
}
