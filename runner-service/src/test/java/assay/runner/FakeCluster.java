package assay.runner;

import assay.cluster.ArtifactStore;
import assay.cluster.Cluster;
import assay.cluster.ClusterSilentException;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A cluster that says what a test wants it to say, and notes what it was asked for. */
final class FakeCluster implements Cluster {
    final FakeStore store = new FakeStore();
    final FakeArtifacts artifacts = new FakeArtifacts();
    final List<ListedJob> listed = new ArrayList<>();
    final List<ListedJob> records = new ArrayList<>();
    final List<SubmitRequest> submitted = new ArrayList<>();
    final List<JobRef> cancelled = new ArrayList<>();
    Submission outcome = new Submission.Accepted(new ClusterJobId("4711"));
    boolean silent;
    int looks;

    static ListedJob job(String id, Token token, ClusterState state, String reason) {
        return job(id, token, state, reason, state.name());
    }

    static ListedJob job(String id, Token token, ClusterState state, String reason, String word) {
        return new ListedJob(new ClusterJobId(id), token.value(), state, word, reason, "n1", 1, 0, -1, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH,
                Duration.ZERO);
    }

    static ListedJob held(String id, Token token, ClusterState state, int nodes, int exit, Instant from, Instant to) {
        return new ListedJob(new ClusterJobId(id), token.value(), state, state.name(), "", "n[1-" + nodes + "]", nodes, 0, exit, from, from, to, Duration.ZERO);
    }

    private void answer() {
        if (silent) {
            throw new ClusterSilentException("Unable to contact slurm controller (connect failure)");
        }
    }

    @Override
    public String adapter() {
        return "fake";
    }

    @Override
    public Facts facts() {
        answer();
        return new Facts(Map.of("version", "1"), false, List.of());
    }

    @Override
    public Check check(String script, String runDirectory) {
        answer();
        return new Check(true, "");
    }

    @Override
    public Submission submit(SubmitRequest request) {
        submitted.add(request);
        return outcome;
    }

    @Override
    public List<ListedJob> jobs() {
        answer();
        looks++;
        return List.copyOf(listed);
    }

    @Override
    public List<ListedJob> find(Token token) {
        answer();
        return listed.stream().filter(job -> job.name().equals(token.value())).toList();
    }

    @Override
    public List<ListedJob> history(List<JobRef> jobs) {
        return records.stream().filter(job -> jobs.stream().anyMatch(ref -> ref.id().equals(job.id()))).toList();
    }

    @Override
    public void cancel(JobRef job) {
        answer();
        cancelled.add(job);
    }

    @Override
    public Map<ClusterJobId, String> directories(List<JobRef> jobs) {
        return Map.of();
    }

    @Override
    public List<Trace> traces(List<String> scratchRoots) {
        return List.of();
    }

    @Override
    public void end(Trace trace) {
        answer();
    }

    @Override
    public List<Usage> usage(List<JobRef> jobs) {
        answer();
        return List.of();
    }

    @Override
    public ArtifactStore artifacts() {
        return artifacts;
    }

    @Override
    public FakeStore store() {
        return store;
    }

    @Override
    public void close() {
    }
}
