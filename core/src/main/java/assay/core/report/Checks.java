package assay.core.report;

import static assay.core.report.Check.Result.INVALID;
import static assay.core.report.Check.Result.NOTE;
import static assay.core.report.Check.Result.PASS;
import static assay.core.report.Check.Result.SUSPECT;

import assay.core.report.RunLog.Entry;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.JobStateChanged;
import assay.events.JobEvent.Outcome;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.RunFinished;
import assay.events.JobEvent.RunPlanned;
import assay.events.JobEvent.Verdict;
import assay.events.JobName;
import assay.events.PlannedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All validity checks of a run, and the verdict that follows: the worst of them. No figure is published without them. */
final class Checks {
    private final RunLog log;
    private final List<PlannedJob> plan;
    private final List<Window> windows;

    Checks(RunLog log, List<Window> windows) {
        this.log = log;
        this.plan = log.first(RunPlanned.class).map(entry -> entry.event().jobs()).orElse(List.of());
        this.windows = windows;
    }

    /** The verdict of these checks. */
    static Verdict verdict(List<Check> checks) {
        return switch (checks.stream().map(Check::result).max(Comparator.naturalOrder()).orElse(INVALID)) {
            case PASS, NOTE -> Verdict.VALID;
            case SUSPECT -> Verdict.SUSPECT;
            case INVALID -> Verdict.INVALID;
        };
    }

    /** Every check, those of the run first. */
    List<Check> all() {
        List<Check> checks = new ArrayList<>();
        checks.add(completed());
        jobs(PlannedJob.Kind.CLIENT).forEach(client -> checks.addAll(new ClientChecks(log, client, of(client)).all()));
        if (checks.size() == 1) {
            checks.add(new Check("", "clients planned", "none", "at least 1", INVALID));
        }
        jobs(PlannedJob.Kind.SERVICE).forEach(service -> checks.addAll(new ServiceChecks(log, service, windows).all()));
        plan.forEach(job -> checks.add(undisturbed(job.name())));
        sharedNodes().ifPresent(checks::add);
        return checks;
    }

    private Check completed() {
        Optional<RunFinished> finished = log.first(RunFinished.class).map(Entry::event);
        String measured = finished.map(end -> end.outcome() + (end.detail().isEmpty() ? "" : ": " + end.detail())).orElse("not finished");
        boolean well = finished.filter(end -> end.outcome() == Outcome.COMPLETED).isPresent();
        return new Check("", "the run completed", measured, "COMPLETED", well ? PASS : INVALID);
    }

    private Check undisturbed(JobName job) {
        Set<String> seen = new LinkedHashSet<>();
        List<Instant> times = new ArrayList<>();
        for (Entry<JobStateChanged> entry : log.all(JobStateChanged.class)) {
            if (entry.event().job().equals(job) && disturbs(entry.event())) {
                seen.add(entry.event().state().name());
                times.add(entry.time());
            }
        }
        for (Entry<JobReported> entry : log.all(JobReported.class)) {
            JobReported report = entry.event();
            if (report.job().equals(job) && report.kind() == ReportKind.STARTED && report.restart() > 0) {
                seen.add("started again by the cluster");
                times.add(report.at());
            }
            if (report.job().equals(job) && report.kind() == ReportKind.STOPPED) {
                Stall.read(report.details().getOrDefault("stalls", "")).forEach(stall -> {
                    seen.add("stood still for " + stall.seconds() + " s");
                    times.add(stall.end());
                });
            }
        }
        boolean measuring = times.stream().anyMatch(this::whileMeasuring);
        return new Check(job.value(), "undisturbed by the cluster", seen.isEmpty() ? "yes" : String.join(", ", seen),
                "never requeued, preempted, suspended or standing still", seen.isEmpty() ? PASS : measuring ? INVALID : SUSPECT);
    }

    private static boolean disturbs(JobStateChanged change) {
        return switch (change.state()) {
            case REQUEUED, REQUEUE_HOLD, SPECIAL_EXIT, PREEMPTED, SUSPENDED, STOPPED, RESIZING, NODE_FAIL, BOOT_FAIL, REVOKED, LOST -> true;
            case PENDING, CONFIGURING, RUNNING, COMPLETING, STAGE_OUT, SIGNALING, COMPLETED, FAILED, CANCELLED, TIMEOUT, OUT_OF_MEMORY, DEADLINE,
                    UNKNOWN, GONE, NOT_SUBMITTED -> false;
        };
    }

    private boolean whileMeasuring(Instant time) {
        return windows.stream().anyMatch(window -> !time.isBefore(window.measurement().start()) && !time.isAfter(window.measurement().end()));
    }

    private Optional<Check> sharedNodes() {
        Set<String> services = nodes(PlannedJob.Kind.SERVICE);
        Set<String> clients = nodes(PlannedJob.Kind.CLIENT);
        if (services.isEmpty() || clients.isEmpty()) {
            return Optional.empty();
        }
        Set<String> shared = new LinkedHashSet<>(services);
        shared.retainAll(clients);
        return Optional.of(shared.isEmpty()
                ? new Check("", "client and service on different nodes", "yes", "different nodes", PASS)
                : new Check("", "client and service on different nodes", "both ran on " + String.join(", ", shared)
                        + ": they competed for its processors and memory, and no network was between them", "different nodes", NOTE));
    }

    private Set<String> nodes(PlannedJob.Kind kind) {
        Set<JobName> names = jobs(kind).map(PlannedJob::name).collect(Collectors.toSet());
        return log.all(JobReported.class).stream().map(Entry::event)
                .filter(report -> report.kind() == ReportKind.STARTED && names.contains(report.job()))
                .flatMap(report -> Stream.concat(Stream.of(report.details().getOrDefault("node", "")), Stream.of(report.details().getOrDefault("nodes", "").split("[ ,]+"))))
                .filter(node -> !node.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<Window> of(PlannedJob client) {
        return windows.stream().filter(window -> window.client().equals(client.name())).toList();
    }

    private Stream<PlannedJob> jobs(PlannedJob.Kind kind) {
        return plan.stream().filter(job -> job.kind() == kind);
    }
}
