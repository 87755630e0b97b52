package assay.simulation;

import assay.cluster.ArtifactStore;
import assay.cluster.Cluster;
import assay.cluster.RemoteStore;
import assay.events.ClusterJobId;
import assay.events.Token;
import assay.testkit.SimulatedCluster;
import java.util.List;
import java.util.Map;

/** The simulated cluster, passed on as it is: a planted bug bends one answer of it. */
class SeenCluster implements Cluster {
    private final SimulatedCluster real;

    SeenCluster(SimulatedCluster real) {
        this.real = real;
    }

    @Override
    public String adapter() {
        return real.adapter();
    }

    @Override
    public Facts facts() {
        return real.facts();
    }

    @Override
    public Check check(String script, String runDirectory) {
        return real.check(script, runDirectory);
    }

    @Override
    public Submission submit(SubmitRequest request) {
        return real.submit(request);
    }

    @Override
    public List<ListedJob> jobs() {
        return real.jobs();
    }

    @Override
    public List<ListedJob> find(Token token) {
        return real.find(token);
    }

    @Override
    public List<ListedJob> history(List<JobRef> jobs) {
        return real.history(jobs);
    }

    @Override
    public void cancel(JobRef job) {
        real.cancel(job);
    }

    @Override
    public Map<ClusterJobId, String> directories(List<JobRef> jobs) {
        return real.directories(jobs);
    }

    @Override
    public List<Trace> traces(List<String> scratchRoots) {
        return real.traces(scratchRoots);
    }

    @Override
    public void end(Trace trace) {
        real.end(trace);
    }

    @Override
    public List<Usage> usage(List<JobRef> jobs) {
        return real.usage(jobs);
    }

    @Override
    public RemoteStore store() {
        return real.store();
    }

    @Override
    public ArtifactStore artifacts() {
        return real.artifacts();
    }

    @Override
    public void close() {
        real.close();
    }
}
