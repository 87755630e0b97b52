package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.report.Report;
import assay.core.run.Fingerprint;
import assay.core.run.Runs;
import assay.core.run.Stub;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.JobEvent.RefusalKind;
import assay.events.JobEvent.SubmissionRefused;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.Snapshot;
import assay.log.Snapshot.Anchor;
import assay.log.Snapshot.Place;
import assay.log.Snapshot.Unfinished;
import assay.testkit.SampleRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the services held, beside what the log gives. */
class VerificationTest {
    private static final RunId OTHER = new RunId("other00000");
    private final List<Entry> log = new ArrayList<>();

    VerificationTest() {
        List<Envelope> whole = SampleRun.log(1, 20);
        add(Samples.with(whole, Report.of(whole).published(List.of(), Instant.EPOCH)), SampleRun.RUN);
        add(whole.subList(0, 10), OTHER);
    }

    private void add(List<Envelope> events, RunId run) {
        events.forEach(it -> log.add(new Entry.Readable(new Entry.Position(Topic.JOBS, 0, log.size()),
                new Envelope(it.id(), run, it.source(), it.time(), it.causationId(), it.event()))));
    }

    /** What a service kept after so many entries. */
    private Snapshot held(int entries) {
        Runs runs = Runs.forService("");
        log.subList(0, entries).forEach(runs::take);
        List<Unfinished> unfinished = runs.all().stream().map(run -> new Unfinished(run.id(), Fingerprint.of(run))).toList();
        return new Snapshot("assay-runner-0", "code", "log", List.of(new Place(Topic.JOBS, 0, entries, 0)), new Anchor(0, new EventId("any")), unfinished,
                List.copyOf(runs.stubs()));
    }

    private Verification verified(Snapshot... held) {
        Verification verification = new Verification(List.of(held));
        log.forEach(verification::take);
        verification.end();
        return verification;
    }

    @Test
    void shouldFindEqualWhatWasHeldAtAnyPoint() {
        for (int entries = 1; entries <= log.size(); entries++) {
            // when
            Verification verification = verified(held(entries), held(log.size()));

            // then
            assertThat(verification.equal()).as("after %d entries", entries).isTrue();
            assertThat(verification.compared()).hasSize(2);
        }
    }

    @Test
    void shouldNameTheRunsWhoseStatesDiffer() {
        // given
        Snapshot held = held(log.size());
        List<Unfinished> bent = held.unfinished().stream().map(run -> new Unfinished(run.run(), "0".repeat(32))).toList();

        // when
        Verification verification = verified(new Snapshot(held.loop(), held.code(), held.log(), held.places(), held.anchor(), bent, held.over()));

        // then
        assertThat(verification.equal()).isFalse();
        assertThat(verification.compared().getFirst().different()).containsExactly(OTHER);
    }

    @Test
    void shouldNameARunThatTheServiceNeverHad() {
        // given
        Snapshot held = held(log.size());

        // when
        Verification verification = verified(new Snapshot(held.loop(), held.code(), held.log(), held.places(), held.anchor(), held.unfinished(), List.<Stub>of()));

        // then
        assertThat(verification.compared().getFirst().different()).containsExactly(SampleRun.RUN);
    }

    @Test
    void shouldNotCallItEqualWhereNothingWasCompared() {
        // then
        assertThat(verified().equal()).isFalse();
    }

    @Test
    void shouldNameEventsThatChangedNothingAndRunsWhoseFoldFailed() {
        // given
        add(List.of(SampleRun.log(1, 20).get(1)), OTHER);
        add(Samples.with(SampleRun.log(1, 20).subList(0, 1), new SubmissionRefused(SampleRun.DB, RefusalKind.NOT_NOW, "later")).subList(1, 2).stream()
                .map(it -> new Envelope(it.id(), it.run(), it.source(), Instant.MAX, "", it.event())).toList(), OTHER);

        // when
        Verification verification = verified(held(log.size()));

        // then
        assertThat(verification.equal()).isTrue();
        assertThat(verification.unused().get(OTHER)).containsExactly(log.size() - 2L);
        assertThat(verification.faulted()).containsOnlyKeys(OTHER);
    }
}
