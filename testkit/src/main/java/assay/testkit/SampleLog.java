package assay.testkit;

import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventId;
import assay.events.EventType;
import assay.events.JobEvent;
import assay.events.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the log of a sample run, event by event, by a clock of its own. Confined to one call. */
final class SampleLog {
    private final RunId run;
    private final List<Envelope> log = new ArrayList<>();
    private Instant now;

    SampleLog(RunId run, Instant begin) {
        this.run = run;
        this.now = begin;
    }

    Instant now() {
        return now;
    }

    void pass(long millis) {
        now = now.plusMillis(millis);
    }

    /** Lets time pass and writes an event; a job's own word bears that time, too. */
    void after(long millis, Event event) {
        pass(millis);
        Event dated = event instanceof JobEvent.JobReported r
                ? new JobEvent.JobReported(r.token(), r.clusterJob(), r.restart(), r.sequence(), now, r.kind(), r.details()) : event;
        String type = EventType.of(dated).typeName();
        long ordinal = log.stream().filter(envelope -> EventType.of(envelope.event()).typeName().equals(type) && envelope.event().subject().equals(dated.subject())).count();
        log.add(new Envelope(EventId.of(run, type, dated.subject(), (int) ordinal), run, "/assay/" + EventType.of(dated).writer().lowerCase(), now,
                log.isEmpty() ? "" : log.getLast().id().value(), dated));
    }

    List<Envelope> done() {
        return List.copyOf(log);
    }

    static Map<String, String> ordered(String... keysAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
