package assay.core.drive;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.Entry;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever stands in the log, in whatever order: the fold takes it, and takes it the same way each time. */
final class FoldPropertyTest {

    @Property(tries = 150)
    void shouldFoldLiveAsInReplayAfterEachEvent(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int length) {
        // given
        List<Entry> entries = Soup.entries(seed, length);
        Runs live = Runs.of(Samples.LOG);

        for (int read = 1; read <= length; read++) {
            // when
            live.take(entries.get(read - 1));

            // then
            Runs replayed = Soup.fold(entries.subList(0, read));
            assertThat(List.copyOf(live.all())).isEqualTo(List.copyOf(replayed.all()));
            assertThat(live.deadLetters().newest()).isEqualTo(replayed.deadLetters().newest());
        }
    }

    @Property(tries = 400)
    void shouldChangeNothingWhenAllIsDeliveredAgain(@ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int length) {
        // given
        List<Entry> entries = Soup.entries(seed, length);
        Runs once = Soup.fold(entries);
        Runs twice = Soup.fold(entries);

        // when
        entries.stream().skip(begun(entries)).forEach(twice::take);

        // then
        assertThat(List.copyOf(twice.all())).isEqualTo(List.copyOf(once.all()));
        assertThat(twice.inbox().submissions()).isEqualTo(once.inbox().submissions());
    }

    @Property(tries = 400)
    void shouldCountWhatIsSupersededAndChangeNothingElseByIt(@ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int length) {
        // given
        Runs runs = Runs.of(Samples.LOG);
        Optional<Run> before = Optional.empty();
        for (Entry entry : Soup.entries(seed, length)) {
            // when
            runs.take(entry);

            // then
            Optional<Run> after = runs.run(Samples.RUN);
            if (before.isPresent() && after.orElseThrow().book().superseded() > before.get().book().superseded()) {
                assertThat(after.get().book().superseded()).isEqualTo(before.get().book().superseded() + 1);
                assertThat(Without.book(after.get())).isEqualTo(Without.book(before.get()));
            }
            before = after;
        }
    }

    @Property(tries = 400)
    void shouldTakeNothingAfterTheEndButTheReport(@ForAll long seed, @ForAll @IntRange(min = 30, max = 160) int length) {
        // given
        Runs runs = Runs.of(Samples.LOG);
        Optional<Run> finished = Optional.empty();
        for (Entry entry : Soup.entries(seed, length)) {
            // when
            runs.take(entry);

            // then
            Optional<Run> after = runs.run(Samples.RUN).filter(Run::finished);
            if (finished.isPresent()) {
                assertThat(Without.report(after.orElseThrow())).isEqualTo(Without.report(finished.get()));
            }
            finished = after;
        }
    }

    @Property(tries = 600)
    void shouldFindDueOnlyWhatFitsWhateverTheLogSays(@ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int length) {
        // given
        Runs runs = Soup.fold(Soup.entries(seed, length));

        // when, then
        Programs.all("p1").forEach(program -> Programs.shouldFit(program, runs, Samples.START.plusSeconds(300)));
    }

    /** How many entries stand before the run was requested: no run is there to know them again. */
    private static int begun(List<Entry> entries) {
        int begun = 0;
        while (begun < entries.size() && Soup.fold(entries.subList(0, begun + 1)).run(Samples.RUN).isEmpty()) {
            begun++;
        }
        return begun;
    }

    /** A run in which something is left out, for comparing the rest. */
    private static final class Without {
        static List<Object> book(Run run) {
            return List.of(report(run), run.report(), run.fault());
        }

        static List<Object> report(Run run) {
            return List.of(run.id(), run.submission(), run.requestedAt(), run.stage(), run.cluster(), run.jobs(), run.cancel(), run.metrics());
        }
    }
}
