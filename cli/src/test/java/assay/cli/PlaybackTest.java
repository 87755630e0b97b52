package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.cli.StateChanges.Change;
import assay.cli.Story.Told;
import assay.core.run.Run;
import assay.core.run.Stage;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.JobEvent.JobReleased;
import assay.testkit.SampleRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run's past: any moment of it, and what changed between two. */
class PlaybackTest {
    private static final List<Envelope> LOG = SampleRun.log(1, 20);
    private final Playback playback = new Playback(LOG);

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 4", "+0, 1", "0s, 1", "+0.059s, 1", "0.06s, 2", "+0.08, 3", "2026-11-23T18:31:00.109Z, 3", "2026-11-23T18:31:00.110Z, 4", "+9999999, 45"})
    void shouldFindTheMomentThatAPersonMeans(String words, int number) {
        // then
        assertThat(playback.count(words)).isEqualTo(Math.min(number, LOG.size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1000", "2026-11-23T18:30:59Z", "yesterday", "-3", "3.5", "+", "1e3s"})
    void shouldSayWhatIsExpectedInPlaceOfAMomentThatIsNone(String words) {
        // then
        assertThatThrownBy(() -> playback.count(words)).isInstanceOf(MisuseException.class).message().isNotBlank();
    }

    @Test
    void shouldGiveTheStateAsItWasAfterEachEvent() {
        // then
        assertThat(playback.after(1).run().stage()).isEqualTo(new Stage.Requested());
        assertThat(playback.after(2).run().stage()).isInstanceOf(Stage.Accepted.class);
        assertThat(playback.after(LOG.size()).run()).isEqualTo(Samples.after(LOG).run());
        assertThat(playback.words(2)).isEqualTo("event 2 of " + LOG.size() + ", 0.060 s after the request");
    }

    @Test
    void shouldTellFieldByFieldWhatChanged() {
        // given
        int released = Samples.until(LOG, JobReleased.class::isInstance).size();

        // when
        List<Change> changes = StateChanges.between(playback.after(released).run(), playback.after(released + 2).run());

        // then
        assertThat(changes).extracting(Change::line).contains("   jobs.db.state: Released → Submitted", " + jobs.db.state.clusterJob: 4711", " - jobs.db.state.number: 1")
                .noneMatch(line -> line.contains("book"));
        assertThat(StateChanges.between(playback.after(3).run(), playback.after(3).run())).isEmpty();
    }

    @Test
    void shouldCutLongValuesAndSayHowLongTheyAre() {
        // given
        Run nothing = playback.after(1).run();

        // when
        List<Change> changes = StateChanges.between(nothing, playback.after(LOG.size()).run());

        // then
        assertThat(changes).extracting(Change::field).contains("stage", "cluster", "jobs.db", "jobs.load", "metrics");
        assertThat(changes).allMatch(change -> change.after().orElse("").length() < 200);
        assertThat(changes).anyMatch(change -> change.after().orElse("").matches(".*… \\([0-9]+ characters\\)"));
    }

    @Test
    void shouldNumberEventsAndMarkThoseThatChangedNothing() {
        // given
        List<Envelope> log = new ArrayList<>(LOG.subList(0, 3));
        log.add(LOG.get(2));
        log.add(new Envelope(new EventId("late"), SampleRun.RUN, "/test", LOG.get(3).time(), "", LOG.get(1).event()));
        Story story = new Story();

        // when
        List<Told> told = log.stream().map(story::tell).toList();

        // then
        assertThat(told).extracting(Told::number).containsExactly(1, 2, 3, 4, 5);
        assertThat(told).extracting(Told::mark).containsExactly("", "", "", "duplicate", "superseded");
        assertThat(told.getLast().line()).contains("superseded: recipe");
        assertThat(EventsCommand.numbered(told.getFirst(), 3)).startsWith("  1     0.000 s  parser ");
        assertThat(Json.cloudEvent(log.getLast(), told.getLast())).contains("\"number\":5", "\"mark\":\"superseded\"");
    }
}
