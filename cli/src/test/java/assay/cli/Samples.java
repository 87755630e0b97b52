package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.core.run.Runs;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventId;
import assay.events.JobEvent;
import assay.events.MetricEvent.ProgressReported;
import assay.events.Topic;
import assay.testkit.SampleRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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

    /** The end of the service's job: the cluster's word comes before what was made of it. */
    static Event[] ended(ClusterState state, int exitCode, String cause, List<String> log) {
        return new Event[] {new JobEvent.JobStateChanged(SampleRun.DB, new ClusterJobId("4711"), state, "", ""),
            new JobEvent.JobEnded(SampleRun.DB, state, exitCode, cause, log, 1, List.of())};
    }

    /** The same place in the log with another event. */
    static Envelope instead(Envelope envelope, Event event) {
        return new Envelope(envelope.id(), envelope.run(), envelope.source(), envelope.time(), envelope.causationId(), event);
    }

    /** The same log with everything later from the first wanted event on. */
    static List<Envelope> later(List<Envelope> log, Predicate<Event> wanted, Duration delay) {
        int from = until(log, wanted).size() - 1;
        return IntStream.range(0, log.size()).mapToObj(i -> {
            Envelope it = log.get(i);
            return i < from ? it : new Envelope(it.id(), it.run(), it.source(), it.time().plus(delay), it.causationId(), it.event());
        }).toList();
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
