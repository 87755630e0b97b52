package assay.testkit;

import static assay.testkit.SampleLog.ordered;

import assay.core.plan.Planner;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.Envelope;
import assay.events.JobEvent;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.RunPlanned;
import assay.events.JobName;
import assay.events.Measurement;
import assay.events.PlannedJob;
import assay.events.PlannedJob.Kind;
import assay.events.RecipeEvent;
import assay.events.RunId;
import assay.events.Token;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.MonitorSpec;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.events.recipe.Scope;
import assay.events.recipe.ServiceSpec;
import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The whole log of a run of one service and one client that went well, its work laid out in jobs as the planner does it: replicas, and jobs for
 * single repetitions. Deterministic. Tests bend single events with {@code List} operations on {@link #log}.
 */
public final class SplitRun {
    /** The run. */
    public static final RunId RUN = new RunId("9x2c4vabcd");
    private static final Instant REQUESTED = Instant.parse("2026-11-23T18:31:00Z");
    private static final long LAG_MILLIS = 30;

    private final Shape shape;
    private final Recipe recipe;
    private final List<PlannedJob> plan;
    private final SampleLog log = new SampleLog(RUN, REQUESTED);
    private final Map<JobName, Instant> running = new LinkedHashMap<>();
    private final Map<JobName, Long> words = new LinkedHashMap<>();

    /**
     * What the run looks like.
     *
     * @param repetitions   how often it measures
     * @param replicas      how many client jobs measure at the same time
     * @param covers        what one job of the service and of the client lasts for
     * @param counting      whether the client counts its operations, or gives figures only
     * @param windowSeconds length of a window
     * @param slo           conditions
     */
    public record Shape(int repetitions, int replicas, Scope covers, boolean counting, int windowSeconds, List<String> slo) {
        public Shape {
            slo = List.copyOf(slo);
        }

        /** Windows of 60 s that count, without conditions. */
        public static Shape of(int repetitions, int replicas, Scope covers) {
            return new Shape(repetitions, replicas, covers, true, 60, List.of());
        }
    }

    private SplitRun(Shape shape) {
        this.shape = shape;
        this.recipe = recipe(shape);
        this.plan = Planner.plan(recipe).jobs();
    }

    /** The log of a run of this shape. */
    public static List<Envelope> log(Shape shape) {
        return new SplitRun(shape).write();
    }

    /** The first attempt of a job. */
    public static Token attempt(String job) {
        return Token.of(new JobName(job), 1, RUN, "l0g1d234");
    }

    /** Its job on the cluster. */
    public static ClusterJobId clusterJob(String job) {
        return new ClusterJobId(String.valueOf(4000 + Math.floorMod(job.hashCode(), 1000)));
    }

    private List<Envelope> write() {
        log.after(0, new JobEvent.RunRequested(new RecipeEvent.RecipeSubmitted("recipe: 1\nname: " + recipe.name() + "\n", "split.yaml", RecipeEvent.Mode.RUN, List.of(),
                Map.of(), List.of(), "/home/ada/runs/" + RUN, "ada@login1")));
        log.after(60, new JobEvent.RecipeAccepted(recipe, "6f".repeat(32), List.of()));
        log.after(20, new JobEvent.ClusterObserved("slurm", true, "", false, ordered("cluster", "test", "version", "slurm 22.05.8"), List.of(), "/scratch/ada/assay/" + RUN));
        log.after(30, new RunPlanned(plan, 1.5));
        boolean split = shape.covers == Scope.REPETITION;
        for (int first = 1; first <= (split ? shape.repetitions : 1); first++) {
            part(split ? List.of(first) : IntStream.rangeClosed(1, shape.repetitions).boxed().toList());
        }
        closes(split);
        return log.done();
    }

    /** The repetitions that one set of jobs covers. */
    private void part(List<Integer> repetitions) {
        PlannedJob service = plan.stream().filter(job -> job.kind() == Kind.SERVICE).toList().get(shape.covers == Scope.REPETITION ? repetitions.getFirst() - 1 : 0);
        List<PlannedJob> clients = plan.stream().filter(job -> job.kind() == Kind.CLIENT && job.work().repetitions().contains(repetitions.getFirst())).toList();
        begins(service, "n1");
        log.pass(1900);
        says(service, ReportKind.READY, "port", "20417", "seconds", "1.9");
        log.after(40, new JobEvent.EndpointDiscovered(attempt(service), "n1", "192.0.2.11", 20417, List.of("eth0=192.0.2.11"), true));
        log.after(10, new JobEvent.ServiceReady(attempt(service), 1.9, "PostgreSQL 15.18"));
        clients.forEach(client -> begins(client, "n" + (1 + client.work().replica())));
        repetitions.forEach(repetition -> window(repetition, clients));
        clients.forEach(client -> ends(client, "done"));
        if (shape.covers == Scope.REPETITION && repetitions.getFirst() < shape.repetitions) {
            log.after(5, new JobEvent.JobStopRequested(service.name(), "the repetition that it was started for is over"));
            ends(service, "stop-requested");
        }
    }

    private void begins(PlannedJob job, String node) {
        log.after(5, new JobEvent.JobReleased(job.name()));
        log.after(5, new JobEvent.SubmissionIntended(attempt(job), log.now().plusSeconds(30), "runner-1"));
        log.after(40, new JobEvent.JobSubmitted(attempt(job), clusterJob(job.name().value()), false));
        log.after(300, new JobEvent.JobStateChanged(attempt(job), clusterJob(job.name().value()), ClusterState.RUNNING, "None", node));
        running.put(job.name(), log.now());
        says(job, ReportKind.STARTED, "node", node, "nodes", node, "user", "ada");
    }

    private void window(int repetition, List<PlannedJob> clients) {
        clients.forEach(client -> says(client, ReportKind.PHASE, "phase", "warmup", "repetition", "" + repetition));
        log.pass(5000);
        Map<PlannedJob, Instant> starts = new LinkedHashMap<>();
        for (PlannedJob client : clients) {
            says(client, ReportKind.PHASE, "phase", "measure", "repetition", "" + repetition);
            starts.put(client, log.now());
        }
        log.pass(shape.windowSeconds * 1000L - LAG_MILLIS * clients.size());
        clients.forEach(client -> says(client, ReportKind.PHASE, "phase", "measured", "repetition", "" + repetition, "exit", "0"));
        clients.forEach(client -> log.after(10, new JobEvent.WorkloadMeasured(attempt(client), repetition, measurement(client, repetition, starts.get(client)))));
    }

    private Measurement measurement(PlannedJob client, int repetition, Instant start) {
        int seed = repetition * 3 + client.work().replica();
        Instant end = start.plusSeconds(shape.windowSeconds);
        return shape.counting ? SampleMeasurement.counted(seed, shape.windowSeconds, start, end) : SampleMeasurement.figuresOnly(seed, start, end);
    }

    private void ends(PlannedJob job, String reason) {
        says(job, ReportKind.STOPPED, "reason", reason, "exit", "0", "program_exit", "0");
        log.after(200, new JobEvent.JobStateChanged(attempt(job), clusterJob(job.name().value()), ClusterState.COMPLETED, "", ""));
        double held = Math.ceil(Duration.between(running.get(job.name()), log.now()).toMillis() / 1000.0);
        log.after(50, new JobEvent.JobEnded(attempt(job), ClusterState.COMPLETED, 0, reason, List.of(), held, List.of()));
    }

    private void closes(boolean split) {
        List<PlannedJob> services = plan.stream().filter(job -> job.kind() == Kind.SERVICE).toList();
        log.after(5, new JobEvent.RunClosing(JobEvent.ClosingReason.COMPLETED, "all clients are done"));
        log.after(200, new JobEvent.MetricsSummarised(plan.stream().map(this::cpu).toList(), List.of(), List.of()));
        PlannedJob last = split ? services.getLast() : services.getFirst();
        log.after(5, new JobEvent.JobStopRequested(last.name(), "the run is closing"));
        ends(last, "stop-requested");
        log.after(200, new JobEvent.RunCleaned(plan.stream().map(job -> attempt(job) + " COMPLETED").toList(), List.of(), List.of()));
        log.after(5, new JobEvent.RunFinished(JobEvent.Outcome.COMPLETED, ""));
    }

    private JobEvent.MetricSummary cpu(PlannedJob job) {
        List<List<Double>> series = new ArrayList<>();
        double from = Duration.between(REQUESTED, running.get(job.name())).toMillis() / 1000.0;
        double length = (shape.windowSeconds + 5.0) * (shape.covers == Scope.REPETITION ? 1 : shape.repetitions);
        double level = job.kind() == Kind.SERVICE ? 1.8 : 0.4 + 0.05 * job.work().replica();
        for (double t = 0; t < length; t += 2) {
            series.add(List.of(from + t, level + 0.08 * Math.sin(t / 3)));
        }
        return new JobEvent.MetricSummary("cgroup", job.name(), "cpu_cores", series.size(), level, level + 0.08, series);
    }

    private void says(PlannedJob job, ReportKind kind, String... details) {
        long sequence = words.merge(job.name(), 1L, Long::sum);
        log.after(LAG_MILLIS, new JobEvent.JobReported(attempt(job), clusterJob(job.name().value()), 0, sequence, log.now(), kind, ordered(details)));
    }

    private static Token attempt(PlannedJob job) {
        return attempt(job.name().value());
    }

    private static Recipe recipe(Shape shape) {
        SlurmOptions slurm = new SlurmOptions(Map.of("cpus_per_task", "1"), 1, 600);
        Program program = new Program("", List.of(), "exec true", "", Map.of(), List.of());
        ServiceSpec db = new ServiceSpec("db", "", Map.of(), program, new ServiceSpec.Ready(List.of(), "true", 60), new ServiceSpec.Stop("INT", 30), Map.of(), List.of(),
                List.of(), "auto", slurm, "", new ServiceSpec.Life(shape.covers, 2, 600));
        ClientSpec load = new ClientSpec("load", "", Map.of(), program, "", "db", shape.counting ? "pgbench" : "none", List.of(), shape.windowSeconds + 5L, slurm,
                new ClientSpec.Jobs(shape.covers, shape.replicas, false, 2));
        return new Recipe("split", "One service, " + shape.replicas + " replicas of one client, " + shape.repetitions + " repetitions", Site.builtIn("meluxina"), List.of(db),
                List.of(load), shape.repetitions, new MonitorSpec(Map.of("cgroup", 1.0)), shape.slo, List.of());
    }
}
