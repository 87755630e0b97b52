package assay.core.drive;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.RecipeEvent;
import assay.events.RecipeEvent.Mode;
import assay.events.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * The logs of whole runs of every kind — that every outcome and every transition is among them is seen to elsewhere — folded in every way in which a
 * process may come to read them.
 */
final class WholeRunPropertyTest {
    private static final RunId OTHER = new RunId("0ther2mab9");

    @Property(tries = 60)
    void shouldFoldTheSameLiveAndReplayedUpToEveryEvent(@ForAll long seed, @ForAll @IntRange(max = 80) int steps) {
        // given
        List<Entry> log = Drive.toTheEnd(seed, steps, new Transitions()).log();
        Runs live = Runs.of(Samples.LOG);

        for (int read = 1; read <= log.size(); read++) {
            // when
            live.take(log.get(read - 1));

            // then
            Runs replayed = Soup.fold(log.subList(0, read));
            assertThat(List.copyOf(live.all())).isEqualTo(List.copyOf(replayed.all()));
            assertThat(live.deadLetters().newest()).isEqualTo(replayed.deadLetters().newest());
            assertThat(live.inbox().submissions()).isEqualTo(replayed.inbox().submissions());
        }
    }

    @Property(tries = 150)
    void shouldChangeNothingWhenAnyOfItIsReadAgain(@ForAll long seed, @ForAll @IntRange(max = 80) int steps) {
        // given
        List<Entry> log = Drive.toTheEnd(seed, steps, new Transitions()).log();
        Random random = new Random(seed);
        Runs runs = Runs.of(Samples.LOG);

        // when
        for (int read = 0; read < log.size(); read++) {
            runs.take(log.get(read));
            if (random.nextInt(4) == 0) {
                int from = random.nextInt(read + 1);
                log.subList(from, read + 1).forEach(runs::take);
            }
        }

        // then
        assertThat(List.copyOf(runs.all())).isEqualTo(List.copyOf(Soup.fold(log).all()));
    }

    @Property(tries = 150)
    void shouldFoldEachRunTheSameHoweverOthersAndTheInboxComeBetween(@ForAll long seed, @ForAll @IntRange(max = 80) int steps) {
        // given
        List<Entry> one = Drive.toTheEnd(seed, steps, new Transitions()).log();
        List<Entry> two = Drive.toTheEnd(seed + 1, steps, new Transitions()).log().stream().map(WholeRunPropertyTest::ofAnother).toList();
        Random random = new Random(seed);

        // when
        Runs runs = Soup.fold(interleaved(one, two, random));

        // then
        assertThat(runs.run(Samples.RUN)).isEqualTo(Soup.fold(one).run(Samples.RUN));
        assertThat(runs.run(OTHER).map(Run::stage)).isEqualTo(Soup.fold(two).run(OTHER).map(Run::stage));
        assertThat(runs.run(OTHER)).isEqualTo(Soup.fold(two).run(OTHER));
    }

    /** The two in their own order each, and requests that change nothing any more. */
    private static List<Entry> interleaved(List<Entry> one, List<Entry> two, Random random) {
        List<Entry> all = new ArrayList<>();
        int first = 0;
        int second = 0;
        while (first < one.size() || second < two.size()) {
            boolean fromOne = second == two.size() || first < one.size() && random.nextBoolean();
            all.add(fromOne ? one.get(first++) : two.get(second++));
            if (first > 1 && random.nextInt(10) == 0) {
                all.add(Soup.readable(all.size(), new Envelope(new EventId("again" + all.size()), Samples.RUN, "/test", Samples.START, "",
                        new RecipeEvent.RecipeSubmitted("again", "r.yaml", Mode.PLAN, List.of(), Map.of(), List.of(), "/tmp/out", "eve"))));
            }
        }
        return all;
    }

    private static Entry ofAnother(Entry entry) {
        return entry instanceof Entry.Readable(var at, var e) ? new Entry.Readable(at, new Envelope(e.id(), OTHER, e.source(), e.time(), e.causationId(), e.event())) : entry;
    }
}
