package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventId;
import assay.events.MetricEvent.ProgressReported;
import assay.events.Topic;
import assay.testkit.SampleRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Runs in states that a person may look at them in, cut from the log of the sample run. */
final class Samples {
    private Samples() {
    }

    /** What a command knows of the run after the events. */
    static Snapshot after(List<Envelope> events) {
        return after(events, Map.of());
    }

    static Snapshot after(List<Envelope> events, Map<String, ProgressReported> progress) {
        Runs runs = Runs.of("");
        for (int offset = 0; offset < events.size(); offset++) {
            runs.take(new Entry.Readable(new Entry.Position(Topic.JOBS, 0, offset), events.get(offset)));
        }
        return new Snapshot(runs.run(SampleRun.RUN).orElseThrow(), events, progress);
    }

    /** The sample run's events up to and including the first that is wanted. */
    static List<Envelope> until(List<Envelope> log, Predicate<Event> wanted) {
        int last = log.stream().map(Envelope::event).map(wanted::test).toList().indexOf(true);
        return log.subList(0, last + 1);
    }

    /** The events with one more behind them, a second later. */
    static List<Envelope> with(List<Envelope> log, Event... more) {
        List<Envelope> all = new ArrayList<>(log);
        for (Event event : more) {
            all.add(new Envelope(new EventId("more-" + all.size()), SampleRun.RUN, "/assay/test", all.getLast().time().plus(Duration.ofSeconds(1)), "", event));
        }
        return all;
    }
}
