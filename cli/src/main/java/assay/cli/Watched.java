package assay.cli;

import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.JobEvent.RecipeRejected;
import assay.events.JobEvent.RunRefused;
import assay.events.MetricEvent.ProgressReported;
import assay.events.Problem;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.Follower;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One run as it is followed: its fold, and the last word of each client on its progress. Fed by followers, read by displays. */
final class Watched implements AutoCloseable {
    private final RunId id;
    private final Runs runs;
    private final Display display;
    private final Map<String, ProgressReported> progress = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();
    private final CompletableFuture<Run> over = new CompletableFuture<>();

    private Watched(RunId id, Runs runs, Display display) {
        this.id = id;
        this.runs = runs;
        this.display = display;
    }

    /** Follows a run and shows it. */
    static Watched start(Session session, RunId id, Display display) {
        Watched watched = new Watched(id, Runs.of(session.logId()), display);
        watched.followers.add(session.follow(Topic.JOBS, Optional.of(id), watched::take));
        watched.followers.add(session.follow(Topic.METRICS, Optional.of(id), watched::take));
        return watched;
    }

    private synchronized void take(Entry entry) {
        runs.take(entry);
        if (!(entry instanceof Entry.Readable(var position, var envelope)) || !envelope.run().equals(id)) {
            return;
        }
        switch (envelope.event()) {
            case ProgressReported report -> progress.put(report.job().value(), report);
            case RecipeRejected rejected -> problems.addAll(rejected.problems());
            case RunRefused refused -> problems.addAll(refused.problems());
            default -> {
            }
        }
        runs.run(id).ifPresent(run -> show(envelope, run));
    }

    private void show(Envelope envelope, Run run) {
        display.show(envelope, run);
        if (run.finished() && !run.reportDue()) {
            over.complete(run);
        }
    }

    /** The run and its clients' progress now; empty until the log has the run. */
    synchronized Optional<Snapshot> snapshot() {
        return runs.run(id).map(run -> new Snapshot(run, Map.copyOf(progress)));
    }

    /** A run and its clients' progress. */
    record Snapshot(Run run, Map<String, ProgressReported> progress) {
    }

    /** What was wrong with the recipe. */
    synchronized List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Completes when the run is over, with its report. */
    CompletableFuture<Run> over() {
        return over;
    }

    @Override
    public void close() {
        followers.forEach(Follower::close);
    }
}
