package assay.cli;

import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.JobEvent;
import assay.events.MetricEvent.ProgressReported;
import assay.events.RunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One run as it is followed: its fold and its events, and the last word of each client on its progress. Fed by followers, shown by a display. */
final class Watched {
    private final RunId id;
    private final Display display;
    private final Runs runs = Runs.of("");
    private final List<Envelope> events = new ArrayList<>();
    private final Map<String, ProgressReported> progress = new HashMap<>();
    private final CompletableFuture<Snapshot> over = new CompletableFuture<>();

    Watched(RunId id, Display display) {
        this.id = id;
        this.display = display;
    }

    /** Takes one entry of a topic; what it has already is skipped, so following may begin anew. */
    synchronized void take(Entry entry) {
        if (entry instanceof Entry.Readable(var position, var envelope) && envelope.run().equals(id)) {
            if (envelope.event() instanceof ProgressReported report) {
                progress.put(report.job().value(), report);
                snapshot().ifPresent(display::progressed);
            } else if (envelope.event() instanceof JobEvent && events.stream().noneMatch(seen -> seen.id().equals(envelope.id()))) {
                runs.take(entry);
                events.add(envelope);
                snapshot().ifPresent(snapshot -> told(envelope, snapshot));
            }
        }
    }

    private void told(Envelope envelope, Snapshot snapshot) {
        display.told(envelope, snapshot);
        if (snapshot.run().finished() && !snapshot.run().reportDue()) {
            over.complete(snapshot);
        }
    }

    private Optional<Snapshot> snapshot() {
        return runs.run(id).map(run -> new Snapshot(run, events, progress));
    }

    /** Completes when the run is over, with its report. */
    CompletableFuture<Snapshot> over() {
        return over;
    }

    /**
     * A run, its events in log order, and its clients' progress.
     *
     * @param progress by job name
     */
    record Snapshot(Run run, List<Envelope> events, Map<String, ProgressReported> progress) {
        Snapshot {
            events = List.copyOf(events);
            progress = Map.copyOf(progress);
        }
    }
}
