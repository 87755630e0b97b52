package assay.report;

import assay.events.Envelope;
import assay.events.EventId;
import assay.events.JobEvent;
import assay.events.Measurement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Copies of a good log that differ in one thing. */
final class Bent {
    private final List<Envelope> log;

    private Bent(List<Envelope> log) {
        this.log = log;
    }

    static Bent copy(List<Envelope> log) {
        return new Bent(new ArrayList<>(log));
    }

    List<Envelope> log() {
        return List.copyOf(log);
    }

    Bent without(Predicate<JobEvent> gone) {
        log.removeIf(envelope -> gone.test((JobEvent) envelope.event()));
        return this;
    }

    Bent changed(UnaryOperator<JobEvent> change) {
        log.replaceAll(e -> new Envelope(e.id(), e.run(), e.source(), e.time(), e.causationId(), change.apply((JobEvent) e.event())));
        return this;
    }

    /** What a job measured in a repetition is another. */
    Bent measured(String job, int repetition, UnaryOperator<Measurement> change) {
        return changed(event -> event instanceof JobEvent.WorkloadMeasured m && m.job().value().equals(job) && m.repetition() == repetition
                ? new JobEvent.WorkloadMeasured(m.token(), m.repetition(), change.apply(m.measurement())) : event);
    }

    /** An event that comes behind the first that is wanted, a moment later. */
    Bent behind(Predicate<JobEvent> wanted, JobEvent added) {
        for (int i = 0; i < log.size(); i++) {
            if (wanted.test((JobEvent) log.get(i).event())) {
                Envelope before = log.get(i);
                log.add(i + 1, new Envelope(EventId.of(before.run(), "added", added.toString(), 0), before.run(), before.source(), before.time().plusMillis(1),
                        before.causationId(), added));
                return this;
            }
        }
        throw new AssertionError("The log has no such event");
    }

    /** When a job's phase of a repetition began. */
    static Predicate<JobEvent> phase(String job, String phase, int repetition) {
        return event -> event instanceof JobEvent.JobReported report && report.job().value().equals(job) && phase.equals(report.details().get("phase"))
                && String.valueOf(repetition).equals(report.details().get("repetition"));
    }

    Instant time(Predicate<JobEvent> wanted) {
        return log.stream().filter(envelope -> wanted.test((JobEvent) envelope.event())).findFirst().orElseThrow().time();
    }
}
