package assay.monitor;

import assay.cluster.ArtifactStore;
import assay.cluster.Cluster;
import assay.cluster.ClusterSilentException;
import assay.cluster.RemoteStore;
import assay.events.FileFact;
import assay.events.ClusterJobId;
import assay.events.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the monitor sees of a cluster: resource use, and files in memory. Everything else is not to be used by it. */
final class FakeCluster implements Cluster, RemoteStore {
    final List<Usage> usage = new ArrayList<>();
    final Map<String, String> files = new HashMap<>();
    boolean silent;
    boolean unreadable;

    @Override
    public List<Usage> usage(List<JobRef> jobs) {
        if (silent) {
            throw new ClusterSilentException("Unable to contact slurm controller (connect failure)");
        }
        return usage.stream().filter(use -> jobs.contains(use.job())).toList();
    }

    @Override
    public Optional<byte[]> get(String runDirectory, String path, long offset, int limit) {
        if (unreadable) {
            throw new UncheckedIOException("Could not read " + path + ": stale file handle", new IOException("stale file handle"));
        }
        return Optional.ofNullable(files.get(runDirectory + "/" + path)).map(text -> text.getBytes(StandardCharsets.UTF_8))
                .map(bytes -> Arrays.copyOfRange(bytes, (int) Math.min(offset, bytes.length), (int) Math.min(bytes.length, offset + limit)));
    }

    @Override
    public ArtifactStore artifacts() {
        throw new UnsupportedOperationException("The monitor stages nothing");
    }

    @Override
    public RemoteStore store() {
        return this;
    }

    @Override
    public String adapter() {
        return "fake";
    }

    @Override
    public Facts facts() {
        throw unused();
    }

    @Override
    public Check check(String script, String runDirectory) {
        throw unused();
    }

    @Override
    public Submission submit(SubmitRequest request) {
        throw unused();
    }

    @Override
    public List<ListedJob> jobs() {
        throw unused();
    }

    @Override
    public List<ListedJob> find(Token token) {
        throw unused();
    }

    @Override
    public List<ListedJob> history(List<JobRef> jobs) {
        throw unused();
    }

    @Override
    public Map<ClusterJobId, String> directories(List<JobRef> jobs) {
        throw unused();
    }

    @Override
    public List<Trace> traces(List<String> scratchRoots) {
        throw unused();
    }

    @Override
    public void end(Trace trace) {
        throw unused();
    }

    @Override
    public Optional<Duration> age(String runDirectory, String path) {
        throw unused();
    }

    @Override
    public void cancel(JobRef job) {
        throw unused();
    }

    @Override
    public void create(String runDirectory) {
        throw unused();
    }

    @Override
    public void furnish(String runDirectory) {
        throw unused();
    }

    @Override
    public void put(String runDirectory, String path, byte[] bytes, Mode mode) {
        throw unused();
    }

    @Override
    public boolean putIfAbsent(String runDirectory, String path, byte[] bytes, Mode mode) {
        throw unused();
    }

    @Override
    public List<Found> news(List<Watch> watches) {
        throw unused();
    }

    @Override
    public void touch(List<Path> paths) {
        throw unused();
    }

    @Override
    public void delete(String runDirectory, String path) {
        throw unused();
    }

    @Override
    public List<FileFact> describe(String runDirectory, String path, int limit) {
        throw unused();
    }

    @Override
    public Optional<String> unreadable(String path) {
        throw unused();
    }

    @Override
    public void close() {
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("Not for the monitor");
    }
}
