package assay.testkit;

import static assay.testkit.SampleLog.ordered;

import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.FileFact;
import assay.events.JobEvent;
import assay.events.JobEvent.ReportKind;
import assay.events.JobName;
import assay.events.PlannedJob;
import assay.events.RecipeEvent;
import assay.events.RunId;
import assay.events.Token;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.MonitorSpec;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.events.recipe.ServiceSpec;
import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The whole log of a run that went well: one PostgreSQL, one pgbench, a few windows. Deterministic. Tests bend single events with
 * {@code List} operations on {@link #log}.
 */
public final class SampleRun {
    /** The run. */
    public static final RunId RUN = new RunId("7k3q2mabcd");
    /** The service's attempt. */
    public static final Token DB = Token.of(new JobName("db"), 1, RUN, "l0g1d234");
    /** The client's attempt. */
    public static final Token LOAD = Token.of(new JobName("load"), 1, RUN, "l0g1d234");
    private static final Instant REQUESTED = Instant.parse("2026-11-23T18:31:00Z");

    private final int windows;
    private final int windowSeconds;
    private final String name;
    private final SampleLog log = new SampleLog(RUN, REQUESTED);

    private SampleRun(String name, int windows, int windowSeconds) {
        this.name = name;
        this.windows = windows;
        this.windowSeconds = windowSeconds;
    }

    /** A run of so many windows of so many seconds. */
    public static List<Envelope> log(int windows, int windowSeconds) {
        return new SampleRun("postgresql-tpcb", windows, windowSeconds).write();
    }

    /** The same with another recipe name. */
    public static List<Envelope> named(String name, int windows) {
        return new SampleRun(name, windows, 20).write();
    }

    private List<Envelope> write() {
        accepted();
        serviceStarts();
        clientRuns();
        closes();
        return log.done();
    }

    private void accepted() {
        after(0, new JobEvent.RunRequested(new RecipeEvent.RecipeSubmitted("recipe: 1\nname: " + name + "\n", "postgresql.yaml", RecipeEvent.Mode.RUN,
                List.of(), Map.of("team", "storage"), List.of(), "/home/ada/runs/" + RUN, "ada@login1")));
        after(60, new JobEvent.RecipeAccepted(recipe(), "6f1ed002ab5595859014ebf0951522d9b1f0f0f3a0c2b0fc0e9cf3b3b1e1f0aa", List.of()));
        after(20, new JobEvent.ClusterObserved("slurm", true, "", false, ordered("cluster", "test", "version", "slurm 22.05.8", "user", "ada", "partition", "batch"), List.of(),
                "/home/ada/runs/" + RUN));
        after(30, new JobEvent.RunPlanned(List.of(
                new PlannedJob(DB.job(), PlannedJob.Kind.SERVICE, "db", List.of(), 1, 600, 0),
                new PlannedJob(LOAD.job(), PlannedJob.Kind.CLIENT, "load", List.of(DB.job()), 1, 600, windows)), 0.33));
        for (Token token : List.of(DB, LOAD)) {
            after(2, new JobEvent.JobScripted(token.job(), "#!/bin/bash\n#SBATCH --nodes=1\necho \"$ASSAY_TOKEN\" <&- && exec true\n", List.of("--nodes=1"), "ab".repeat(32)));
        }
    }

    private void serviceStarts() {
        for (Token token : List.of(DB, LOAD)) {
            after(2, new JobEvent.JobChecked(token.job(), true, ""));
        }
        after(5, new JobEvent.JobReleased(DB.job()));
        after(5, new JobEvent.SubmissionIntended(DB, log.now().plusSeconds(30), "runner-1"));
        after(40, new JobEvent.JobSubmitted(DB, new ClusterJobId("4711"), false));
        after(400, new JobEvent.JobStateChanged(DB, new ClusterJobId("4711"), ClusterState.RUNNING, "None", "n1"));
        reported(DB, 1, ReportKind.STARTED, ordered("node", "n1", "nodes", "n1", "cpus", "1", "user", "postgres", "host_user", "root"));
        log.pass(1900);
        reported(DB, 2, ReportKind.READY, ordered("host", "n1", "port", "20417", "addresses", "eth0=192.0.2.11 ib0=198.51.100.11", "version", "PostgreSQL 15.18", "seconds", "1.9"));
        after(40, new JobEvent.EndpointDiscovered(DB, "n1", "192.0.2.11", 20417, List.of("eth0=192.0.2.11", "ib0=198.51.100.11"), true));
        after(10, new JobEvent.ServiceReady(DB, 1.9, "PostgreSQL 15.18"));
    }

    private void clientRuns() {
        after(5, new JobEvent.JobReleased(LOAD.job()));
        after(5, new JobEvent.SubmissionIntended(LOAD, log.now().plusSeconds(30), "runner-1"));
        after(40, new JobEvent.JobSubmitted(LOAD, new ClusterJobId("4712"), false));
        after(600, new JobEvent.JobStateChanged(LOAD, new ClusterJobId("4712"), ClusterState.RUNNING, "None", "n2"));
        reported(LOAD, 1, ReportKind.STARTED, ordered("node", "n2", "nodes", "n2", "cpus", "1", "user", "ada", "host_user", "ada"));
        after(100, report(LOAD, 2, ReportKind.PHASE, ordered("phase", "prepare", "repetition", "0")));
        log.pass(3200);
        for (int window = 1; window <= windows; window++) {
            window(window);
        }
        after(20, report(LOAD, 3 + 3L * windows, ReportKind.STOPPED, ordered("reason", "done", "exit", "0", "program_exit", "0")));
        after(250, new JobEvent.JobStateChanged(LOAD, new ClusterJobId("4712"), ClusterState.COMPLETED, "", ""));
        after(50, new JobEvent.JobEnded(LOAD, ClusterState.COMPLETED, 0, "COMPLETED", List.of("tps = 2466.1"), 5 + windows * (windowSeconds + 5.1),
                List.of(new FileFact("logs/" + LOAD + ".4712.log", 4211, "cd".repeat(32)), new FileFact("results/load/rep-1/tx.1", 1_481_112, "0a".repeat(32)))));
    }

    private void window(int window) {
        long sequence = 3L * window;
        after(50, report(LOAD, sequence, ReportKind.PHASE, ordered("phase", "warmup", "repetition", "" + window)));
        after(5000, report(LOAD, sequence + 1, ReportKind.PHASE, ordered("phase", "measure", "repetition", "" + window)));
        Instant start = log.now();
        after(windowSeconds * 1000L, report(LOAD, sequence + 2, ReportKind.PHASE, ordered("phase", "measured", "repetition", "" + window, "exit", "0")));
        after(40, new JobEvent.WorkloadMeasured(LOAD, window, SampleMeasurement.counted(window, windowSeconds, start, log.now())));
    }

    private void closes() {
        after(5, new JobEvent.RunClosing(JobEvent.ClosingReason.COMPLETED, ""));
        after(200, new JobEvent.MetricsSummarised(metrics(), List.of(), List.of(new FileFact("metrics.csv", 88_412, "ef".repeat(32)))));
        after(5, new JobEvent.JobStopRequested(DB.job(), "the run is closing"));
        after(150, report(DB, 3, ReportKind.STOPPED, ordered("reason", "stop-requested", "exit", "0", "program_exit", "0")));
        after(250, new JobEvent.JobStateChanged(DB, new ClusterJobId("4711"), ClusterState.COMPLETED, "", ""));
        after(50, new JobEvent.JobEnded(DB, ClusterState.COMPLETED, 0, "COMPLETED", List.of("database system is shut down"), 11 + windows * (windowSeconds + 5.1),
                List.of(new FileFact("logs/" + DB + ".4711.log", 9911, "12".repeat(32)))));
        after(200, new JobEvent.RunCleaned(List.of(DB + " COMPLETED", LOAD + " COMPLETED"), List.of(), List.of("results/ 4.4 MB")));
        after(5, new JobEvent.RunFinished(JobEvent.Outcome.COMPLETED, ""));
    }

    private List<JobEvent.MetricSummary> metrics() {
        List<JobEvent.MetricSummary> metrics = new ArrayList<>();
        for (Token token : List.of(DB, LOAD)) {
            double scale = token.equals(DB) ? 1 : 0.45;
            metrics.add(metric(token, "cpu_cores", 0.9 * scale, 0.08));
            metrics.add(metric(token, "memory_bytes", 210e6 * scale, 3e6));
        }
        return metrics;
    }

    private JobEvent.MetricSummary metric(Token token, String metric, double level, double swing) {
        List<List<Double>> series = new ArrayList<>();
        double from = token.equals(DB) ? 1 : 6;
        double until = Duration.between(REQUESTED, log.now()).toMillis() / 1000.0;
        for (double t = from; t < until; t += 1) {
            series.add(List.of(t, level + swing * Math.sin(t / 3) - (t < 9 ? level * 0.6 : 0)));
        }
        return new JobEvent.MetricSummary("cgroup", token.job(), metric, (long) windows * windowSeconds, level, level + swing, series);
    }

    private Recipe recipe() {
        SlurmOptions slurm = new SlurmOptions(ordered("cpus_per_task", "1", "mem", "2G"), 1, 600);
        ServiceSpec db = new ServiceSpec("db", "postgresql", ordered("version", "host", "data", "local"),
                new Program("", List.of(), "exec postgres -p \"$PORT\"", "", Map.of(), List.of("postgres", "nobody")),
                new ServiceSpec.Ready(List.of(), "psql -c 'select 1'", 60), new ServiceSpec.Stop("INT", 30), ordered("USER", "bench"), List.of("password"), List.of(),
                "auto", slurm, "postgres --version");
        ClientSpec load = new ClientSpec("load", "pgbench", ordered("scale", "10", "clients", "4", "warmup", "5", "duration", "" + windowSeconds),
                new Program("", List.of(), "pgbench -n -c 4", "pgbench -i -s 10", Map.of(), List.of()), "pgbench -n -c 4 -T 5", "db", "pgbench", windowSeconds + 5L, slurm);
        return new Recipe(name, "TPC-B-like load on one PostgreSQL server", Site.builtIn("auto"), List.of(db), List.of(load), windows,
                new MonitorSpec(Map.of("cgroup", 1.0)), List.of("load.latency_p95 < 50ms", "load.errors == 0"), List.of());
    }

    private void reported(Token token, long sequence, ReportKind kind, Map<String, String> details) {
        after(50, report(token, sequence, kind, details));
    }

    private JobEvent.JobReported report(Token token, long sequence, ReportKind kind, Map<String, String> details) {
        return new JobEvent.JobReported(token, new ClusterJobId(token.equals(DB) ? "4711" : "4712"), 0, sequence, log.now(), kind, details);
    }

    private void after(long millis, Event event) {
        log.after(millis, event);
    }
}
