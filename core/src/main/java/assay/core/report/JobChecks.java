package assay.core.report;

import static assay.core.report.Check.Result.INVALID;
import static assay.core.report.Check.Result.NOTE;
import static assay.core.report.Check.Result.PASS;
import static assay.core.report.Check.Result.SUSPECT;

import assay.core.report.RunLog.Entry;
import assay.events.ClusterState;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.JobStateChanged;
import assay.events.JobEvent.ReportKind;
import assay.events.PlannedJob;
import assay.events.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The checks of one job, of the attempt that counts: how it ended, whether the cluster left it alone; and which attempts came before. */
final class JobChecks {
    private static final String DONE = "done";
    private static final String WELL = "COMPLETED with exit code 0, all windows run";

    private final RunLog log;
    private final PlannedJob job;
    private final List<Window> windows;
    private final Optional<Token> attempt;

    /** Of a job that takes part in these windows. */
    JobChecks(RunLog log, PlannedJob job, List<Window> windows) {
        this.log = log;
        this.job = job;
        this.windows = windows;
        this.attempt = log.lastAttempt(job.name());
    }

    /** A client ends by itself, when all its windows are run; of a service it matters only that it lived through its windows. */
    Check ended() {
        Optional<JobEnded> end = attempt.flatMap(token -> log.of(token, JobEnded.class).stream().findFirst()).map(Entry::event);
        if (end.isEmpty()) {
            return check("client ended", "unknown", WELL, INVALID);
        }
        JobEnded ended = end.get();
        boolean early = stoppedEarly();
        boolean well = ended.exitCode() == 0 && (ended.state() == ClusterState.COMPLETED || ended.state() == ClusterState.GONE);
        boolean doubtful = ended.exitCode() < 0 && ended.state() == ClusterState.COMPLETED;
        String exit = ended.exitCode() < 0 ? "exit code unknown" : "exit code " + ended.exitCode();
        return check("client ended", ended.state() + ", " + exit + (early ? ", before it was done: " + ended.cause() : ""), WELL,
                early ? INVALID : well ? PASS : doubtful ? SUSPECT : INVALID);
    }

    /** By its own word; a job that was asked to stop ends with 0 too. */
    private boolean stoppedEarly() {
        return attempt.stream().flatMap(token -> log.of(token, JobReported.class).stream()).map(Entry::event)
                .anyMatch(report -> report.kind() == ReportKind.STOPPED && !report.details().getOrDefault("reason", DONE).equals(DONE));
    }

    /** A disturbance lasts until the cluster says something new of the job. */
    Check undisturbed() {
        Set<String> seen = new LinkedHashSet<>();
        boolean measuring = false;
        List<Entry<JobStateChanged>> changes = attempt.map(token -> log.of(token, JobStateChanged.class)).orElse(List.of());
        for (int i = 0; i < changes.size(); i++) {
            if (disturbs(changes.get(i).event().state())) {
                seen.add(changes.get(i).event().state().name());
                measuring |= whileMeasuring(changes.get(i).time(), changes.get(Math.min(i + 1, changes.size() - 1)).time());
            }
        }
        for (Entry<JobReported> entry : attempt.map(token -> log.of(token, JobReported.class)).orElse(List.of())) {
            if (entry.event().kind() == ReportKind.STARTED && entry.event().restart() > 0) {
                seen.add("started again by the cluster");
                measuring |= whileMeasuring(entry.event().at(), entry.event().at());
            }
            for (Stall stall : Stall.read(entry.event().details().getOrDefault("stalls", ""))) {
                seen.add("stood still for " + stall.seconds() + " s");
                measuring |= whileMeasuring(stall.end().minusSeconds(stall.seconds()), stall.end());
            }
        }
        return check("undisturbed by the cluster", seen.isEmpty() ? "yes" : String.join(", ", seen), "never requeued, preempted, suspended or standing still",
                seen.isEmpty() ? PASS : measuring ? INVALID : SUSPECT);
    }

    private static boolean disturbs(ClusterState state) {
        return switch (state) {
            case REQUEUED, REQUEUE_HOLD, SPECIAL_EXIT, PREEMPTED, SUSPENDED, STOPPED, RESIZING, NODE_FAIL, BOOT_FAIL, REVOKED, LOST -> true;
            case PENDING, CONFIGURING, RUNNING, COMPLETING, STAGE_OUT, SIGNALING, COMPLETED, FAILED, CANCELLED, TIMEOUT, OUT_OF_MEMORY, DEADLINE,
                    UNKNOWN, GONE, NOT_SUBMITTED -> false;
        };
    }

    private boolean whileMeasuring(Instant from, Instant to) {
        return windows.stream().flatMap(window -> window.replicas().stream()).anyMatch(replica -> replica.touches(from, to));
    }

    /** Attempts that came to nothing: they cost node-seconds, and no window of theirs counts. */
    List<Check> earlier() {
        List<Check> checks = new ArrayList<>();
        for (Entry<JobEnded> entry : log.all(JobEnded.class)) {
            JobEnded end = entry.event();
            if (end.job().equals(job.name()) && !attempt.equals(Optional.of(end.token()))) {
                checks.add(check("attempt " + end.token().attempt(), "ended as " + end.state() + (end.cause().isEmpty() ? "" : ": " + end.cause()) + "; "
                        + Numbers.value(end.nodeSeconds()) + " node-seconds, nothing of it counts", "begun once", NOTE));
            }
        }
        return checks;
    }

    private Check check(String name, String found, String expected, Check.Result result) {
        return new Check(job.name().value(), name, found, expected, result);
    }
}
