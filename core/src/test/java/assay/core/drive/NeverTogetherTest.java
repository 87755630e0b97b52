package assay.core.drive;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.loop.Duty;
import assay.core.plan.Planner;
import assay.core.run.Runs;
import assay.core.scheduler.SchedulerProgram;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventId;
import assay.events.JobEvent;
import assay.events.JobEvent.JobReleased;
import assay.events.JobEvent.RunRefused;
import assay.events.Limit;
import assay.events.PlannedJob;
import assay.events.Problem;
import assay.events.RecipeEvent.Mode;
import assay.events.recipe.Recipe;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When the scheduler says that jobs can never run together. */
class NeverTogetherTest {
    private final SchedulerProgram scheduler = new SchedulerProgram(Duration.ofSeconds(30));
    private final Runs runs = Runs.of(Samples.LOG);
    private final Recipe recipe = Samples.recipe(1, 1, 1);
    private final List<PlannedJob> jobs = Planner.plan(recipe).jobs();
    private int offset;

    @ParameterizedTest
    @EnumSource
    void shouldRefuseWithAllProblemsAtOnceWhenAllJobsWereChecked(Mode mode) {
        // given
        planned(mode, List.of(Samples.ONE_JOB));
        take(new JobEvent.JobChecked(jobs.getFirst().name(), true, ""));
        List<Event> before = due();

        // when
        take(new JobEvent.JobChecked(jobs.getLast().name(), false, "Invalid account"));

        // then
        assertThat(before).isEmpty();
        assertThat(due()).singleElement().isInstanceOfSatisfying(RunRefused.class, refused -> assertThat(refused.problems()).extracting(Problem::message)
                .containsExactly("the cluster would not take job load: Invalid account",
                        "db and load must run at the same time, but partition cpu lets you run 1 job at a time (MaxJobsPU of qos one)"));
    }

    @Test
    void shouldReleaseWhatMayRunTogether() {
        // given
        planned(Mode.RUN, List.of());

        // when
        jobs.forEach(job -> take(new JobEvent.JobChecked(job.name(), true, "")));

        // then
        assertThat(due()).containsExactly(new JobReleased(jobs.getFirst().name()));
    }

    private void planned(Mode mode, List<Limit> limits) {
        take(new JobEvent.RunRequested(Samples.submission(mode)), new JobEvent.RecipeAccepted(recipe, "ab", List.of()),
                new JobEvent.ClusterObserved("slurm", true, "", false, Samples.FACTS, limits, "/tmp/out"), Planner.plan(recipe));
        jobs.forEach(job -> take(new JobEvent.JobScripted(job.name(), "#!/bin/bash", List.of(), "ab")));
    }

    private void take(Event... events) {
        for (Event event : events) {
            runs.take(Soup.readable(offset, new Envelope(new EventId("e" + offset++), Samples.RUN, "/test", Samples.START, "", event)));
        }
    }

    private List<Event> due() {
        return scheduler.due(runs, Samples.START).stream().map(duty -> ((Duty.Append<?>) duty).event()).toList();
    }
}
