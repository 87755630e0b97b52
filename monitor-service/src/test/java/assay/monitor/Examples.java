package assay.monitor;

import assay.core.monitor.MonitorEffect.Job;
import assay.core.monitor.MonitorEffect.Target;
import assay.events.ClusterJobId;
import assay.events.JobName;
import assay.events.RunId;
import assay.events.Token;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Names and shapes that the tests of this package share. */
final class Examples {
    static final RunId RUN = new RunId("7k3q2mabcd");
    static final RunId OTHER = new RunId("aaaaaaaaaa");
    static final Instant START = Instant.ofEpochSecond(1_795_447_975L);
    static final String DIRECTORY = "/runs/" + RUN;

    private Examples() {
    }

    static Job job(RunId run, String name, int repetition) {
        return new Job(Token.of(new JobName(name), 1, run, "l0g1d234"), new ClusterJobId("4711"), "n1", repetition, "progress.txt");
    }

    static Target target(Path output, Job... jobs) {
        return new Target(jobs.length == 0 ? RUN : jobs[0].token().run(), output.toString(), DIRECTORY, List.of(jobs));
    }

    /** As the in-job sampler writes it. */
    static String line(double second, double cpu, long memory) {
        return String.format(java.util.Locale.ROOT, "%.6f,cgroup,n1,batch,%.6f,%d,,,,3%n", START.getEpochSecond() + second, cpu, memory);
    }

    static Sample sample(String step, double second, Map<String, Double> values) {
        return new Sample("cgroup", new JobName("db"), "n1", step, START.plusMillis(Math.round(second * 1000)), values);
    }

    static Row row(String node, String step, double second, String metric, double value) {
        return new Row(START.toEpochMilli() + Math.round(second * 1000), "cgroup", "db", node, step, metric, value);
    }
}
