package assay.core.model;

import assay.core.model.State.Child;
import assay.core.model.State.Cluster;
import assay.core.model.State.Phase;
import assay.core.model.State.Process;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerAnswer.Sighting;
import assay.core.runner.RunnerEffect;
import assay.core.runner.RunnerEffect.Reports;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.RunCleaned;
import assay.events.JobEvent.WorkloadMeasured;
import assay.events.Measurement;
import assay.events.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What the runner's effects do to the modelled world, as its doers do it, and what they answer. */
final class World {
    private final Rules rules;
    private final Token token;
    private final Instant start;
    private final Duration tick;

    World(Rules rules, Token token, Instant start, Duration tick) {
        this.rules = rules;
        this.token = token;
        this.start = start;
        this.tick = tick;
    }

    /** The process and the world behind an effect, and the answer; none when it comes later. */
    record Done(Process process, List<Child> children, Cluster cluster, List<RunnerAnswer> answer) {
    }

    /** Whether it is worth to do it now: a look that shows nothing new is as good as none. */
    boolean matters(State state, RunnerEffect effect) {
        return switch (effect) {
            case RunnerEffect.Query e -> e.jobs().stream().anyMatch(job -> !Cluster.alive(state.cluster().jobs().get(Integer.parseInt(job.clusterJob().value()) - 1)));
            case RunnerEffect.ReadReports e -> !said(state.cluster(), e.runs()).isEmpty();
            case RunnerEffect e -> true;
        };
    }

    /** Whether the moment at which its answer is heard matters: of all others it is heard at once. */
    static boolean heardLater(RunnerEffect effect) {
        return effect instanceof RunnerEffect.LookUp || effect instanceof RunnerEffect.VerifyClean || effect instanceof RunnerEffect.Submit;
    }

    /** Whether it is done as soon as it is begun: what it does and answers is the same at any moment. */
    static boolean atOnce(RunnerEffect effect) {
        return effect instanceof RunnerEffect.ReadResults || effect instanceof RunnerEffect.Conclude;
    }

    Done perform(State state, Process process, int number, RunnerEffect effect) {
        Cluster cluster = state.cluster();
        List<Child> children = state.children();
        Process then = process.begun(number);
        return switch (effect) {
            case RunnerEffect.Submit e -> submit(state, then, number, deadline(e.deadline()));
            case RunnerEffect.Withdraw e -> withdraw(state, then, e);
            case RunnerEffect.LookUp e -> new Done(then, children, cluster, List.of(rules.lookUp() && !cluster.jobs().isEmpty()
                    ? new RunnerAnswer.Accepted(e.run(), token, new ClusterJobId("1"), true) : new RunnerAnswer.NotFound(e.run(), token)));
            case RunnerEffect.Query e -> new Done(then, children, cluster, List.of(query(cluster, e)));
            case RunnerEffect.ReadReports e -> new Done(then, children, cluster, List.of(new RunnerAnswer.Reported(said(cluster, e.runs()))));
            case RunnerEffect.Cancel e -> new Done(then, children, cancelled(cluster, Integer.parseInt(e.clusterJob().value())), List.of(new RunnerAnswer.Nothing()));
            case RunnerEffect.ReadResults e -> new Done(then, children, cluster, List.of(new RunnerAnswer.Measured(e.run(), e.windows().stream()
                    .map(window -> new WorkloadMeasured(token, window.repetition(), Measurement.nothing(start, start, "none"))).toList())));
            case RunnerEffect.Conclude e -> new Done(then, children, cluster, List.of(new RunnerAnswer.Concluded(e.run(),
                    new JobEnded(token, e.conclusion().state(), e.conclusion().exitCode(), "", List.of(), 0, List.of()))));
            case RunnerEffect.VerifyClean e -> verify(then, children, cluster, e);
            case RunnerEffect e -> throw new IllegalStateException("Expected an effect of the protocol, but found " + e);
        };
    }

    private int deadline(Instant at) {
        return (int) Duration.between(start, at).dividedBy(tick);
    }

    private Done submit(State state, Process process, int number, int deadline) {
        boolean begins = state.time() < deadline && !process.decided().contains(2 * deadline) && !process.decided().contains(2 * deadline + 1);
        return begins ? new Done(process.decides(2 * deadline), State.plus(state.children(), new Child(process.generation(), number, deadline)), state.cluster(), List.of())
                : new Done(process, state.children(), state.cluster(), List.of(new RunnerAnswer.Nothing()));
    }

    private Done withdraw(State state, Process process, RunnerEffect.Withdraw effect) {
        int deadline = deadline(effect.deadline());
        boolean open = state.time() < deadline && !process.decided().contains(2 * deadline) && !process.decided().contains(2 * deadline + 1);
        Process then = open ? process.decides(2 * deadline + 1) : process;
        return new Done(then, state.children(), state.cluster(), List.of(then.decided().contains(2 * deadline + 1) ? new RunnerAnswer.NeverBegun(effect.run(), token)
                : new RunnerAnswer.Nothing()));
    }

    private Done verify(Process process, List<Child> children, Cluster cluster, RunnerEffect.VerifyClean effect) {
        if (cluster.alive()) {
            Cluster ended = cluster;
            for (int job = 1; job <= cluster.jobs().size(); job++) {
                ended = cancelled(ended, job);
            }
            return new Done(process, children, ended, List.of(new RunnerAnswer.Nothing()));
        }
        return new Done(process, children, cluster.cleaned(), List.of(new RunnerAnswer.Clean(effect.run(), new RunCleaned(List.of(), List.of(), List.of()))));
    }

    private static Cluster cancelled(Cluster cluster, int job) {
        return switch (cluster.jobs().get(job - 1)) {
            case PENDING -> cluster.with(job, Phase.CANCELLED);
            case RUNNING -> cluster.with(job, Phase.CANCELLED_RUNNING);
            case DONE, DUPLICATE, UNLEASED, CANCELLED, CANCELLED_RUNNING -> cluster;
        };
    }

    private RunnerAnswer query(Cluster cluster, RunnerEffect.Query effect) {
        List<Sighting> seen = effect.jobs().stream().map(job -> new Sighting(job.run(), job.token(), job.clusterJob(),
                state(cluster.jobs().get(Integer.parseInt(job.clusterJob().value()) - 1)), "", "n1")).toList();
        boolean over = seen.stream().anyMatch(job -> job.state().terminal());
        return new RunnerAnswer.Tracked(List.of(token.run()), seen, over ? said(cluster, effect.runs()) : List.of());
    }

    private static ClusterState state(Phase phase) {
        return switch (phase) {
            case PENDING, RUNNING -> ClusterState.PENDING;
            case DONE, DUPLICATE -> ClusterState.COMPLETED;
            case UNLEASED -> ClusterState.FAILED;
            case CANCELLED, CANCELLED_RUNNING -> ClusterState.CANCELLED;
        };
    }

    /** What the jobs said and the log does not hold. */
    private List<JobReported> said(Cluster cluster, List<Reports> of) {
        return IntStream.rangeClosed(1, cluster.jobs().size()).boxed().flatMap(job -> said(job, cluster).stream())
                .filter(report -> of.stream().noneMatch(run -> run.known().contains(name(report)))).toList();
    }

    private List<JobReported> said(int job, Cluster cluster) {
        return switch (cluster.jobs().get(job - 1)) {
            case PENDING, CANCELLED -> List.of();
            case RUNNING -> reports(job, List.of(ReportKind.STARTED), "");
            case DONE -> reports(job, List.of(ReportKind.STARTED, ReportKind.STOPPED), "done");
            case CANCELLED_RUNNING -> reports(job, List.of(ReportKind.STARTED, ReportKind.STOPPED), "signal");
            case UNLEASED -> reports(job, List.of(ReportKind.STOPPED), "no-lease");
            case DUPLICATE -> reports(job, List.of(ReportKind.DUPLICATE), "");
        };
    }

    private List<JobReported> reports(int job, List<ReportKind> kinds, String reason) {
        List<JobReported> reports = new ArrayList<>();
        for (ReportKind kind : kinds) {
            Map<String, String> details = kind == ReportKind.STOPPED ? Map.of("reason", reason, "exit", reason.equals("done") ? "0" : "1") : Map.of();
            reports.add(new JobReported(token, new ClusterJobId("" + job), 0, reports.size() + 1L, start, kind, new TreeMap<>(details)));
        }
        return reports;
    }

    private static String name(JobReported report) {
        return String.format("%s.%s.%d.%06d.json", report.token(), report.clusterJob(), report.restart(), report.sequence());
    }
}
