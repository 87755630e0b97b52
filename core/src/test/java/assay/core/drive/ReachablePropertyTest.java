package assay.core.drive;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.loop.Duty;
import assay.core.loop.Effect;
import assay.core.loop.Program;
import assay.core.run.Runs;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** In every state that the services themselves can bring a run into, whatever the world answers and whenever. */
final class ReachablePropertyTest {
    private static final int KIND_ROUNDS = 60;

    @Property(tries = 300)
    void shouldFindDueOnlyWhatFitsAndTheSameAfterARestart(@ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int steps) {
        // given
        Drive drive = new Drive(seed, new Transitions());

        for (int step = 0; step < steps; step++) {
            // when
            drive.step();

            // then
            Runs replayed = Soup.fold(drive.log());
            for (int i = 0; i < Programs.all("p1").size(); i++) {
                Programs.shouldFit(Programs.all("p1").get(i), drive.runs(), drive.now());
                assertThat(due(Programs.all("p1").get(i), replayed, drive)).isEqualTo(due(Programs.all("p1").get(i), drive.runs(), drive));
            }
        }
    }

    @Property(tries = 1500)
    void shouldComeToAnEndFromWhereverItIs(@ForAll long seed, @ForAll @IntRange(min = 0, max = 100) int steps) {
        // given
        Drive drive = new Drive(seed, new Transitions());
        for (int step = 0; step < steps; step++) {
            drive.step();
        }

        // when
        for (int round = 0; round < KIND_ROUNDS && !drive.finished(); round++) {
            drive.kindly();
        }

        // then
        assertThat(drive.finished()).as("finished; it is at %s", drive.runs().run(Samples.RUN).map(run -> run.stage().getClass().getSimpleName() + " " + run.fault() + " " + run.all().stream().map(job -> job.name() + ":" + job.state()).toList())).isTrue();
    }

    @Test
    void shouldGoEveryWayOfThePicturesAndNoOther() {
        // given
        Transitions transitions = new Transitions();

        // when
        for (long seed = 0; seed < 2_000; seed++) {
            Drive drive = new Drive(seed, transitions);
            for (int step = 0; step < 60 && !drive.finished(); step++) {
                drive.step();
            }
            drive.kindly();
        }

        // then
        assertThat(transitions.stages()).containsExactlyInAnyOrderElementsOf(Transitions.STAGES);
        assertThat(transitions.jobs()).containsExactlyInAnyOrderElementsOf(Transitions.JOBS);
    }

    private static <E extends Effect> List<Duty<E>> due(Program<E, ?> program, Runs runs, Drive drive) {
        return program.due(runs, drive.now());
    }
}
