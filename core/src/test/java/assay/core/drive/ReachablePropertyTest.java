package assay.core.drive;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.loop.Duty;
import assay.core.loop.Effect;
import assay.core.loop.Program;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Readiness;
import assay.core.run.Runs;
import assay.core.run.Stage;
import assay.events.JobEvent.Outcome;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** In every state that the services themselves can bring a run into, whatever the world answers and whenever. */
final class ReachablePropertyTest {
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
        // when
        Drive drive = Drive.toTheEnd(seed, steps, new Transitions());

        // then
        assertThat(drive.finished()).as("finished; it is at %s", drive.runs().run(Samples.RUN).map(run -> run.stage().getClass().getSimpleName() + " " + run.fault() + " " + run.all().stream().map(job -> job.name() + ":" + job.state()).toList())).isTrue();
    }

    @Test
    void shouldGoEveryWayOfThePicturesAndNoOther() {
        // given
        Transitions transitions = new Transitions();
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);

        // when
        for (long seed = 0; seed < 2_000; seed++) {
            Drive.toTheEnd(seed, 60, transitions).runs().run(Samples.RUN).filter(run -> run.stage() instanceof Stage.Finished)
                    .ifPresent(run -> outcomes.add(((Stage.Finished) run.stage()).outcome()));
        }

        // then
        assertThat(transitions.stages()).containsExactlyInAnyOrderElementsOf(Transitions.STAGES);
        assertThat(transitions.jobs()).containsExactlyInAnyOrderElementsOf(Transitions.JOBS);
        assertThat(Stream.of(Stage.class, JobState.class, Readiness.class, Job.Check.class).flatMap(family -> transitions.unseen(family).stream()))
                .as("states in which no run or job was seen").isEmpty();
        assertThat(outcomes).containsExactlyInAnyOrder(Outcome.values());
    }

    private static <E extends Effect> List<Duty<E>> due(Program<E, ?> program, Runs runs, Drive drive) {
        return program.due(runs, drive.now());
    }
}
