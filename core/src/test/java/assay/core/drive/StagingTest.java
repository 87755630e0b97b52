package assay.core.drive;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.loop.Duty;
import assay.core.loop.Placed;
import assay.core.run.Runs;
import assay.core.run.Stage;
import assay.core.runner.RunnerEffect;
import assay.core.runner.RunnerProgram;
import assay.core.runner.RunnerTiming;
import assay.core.runner.StagingEffect.CheckArtifact;
import assay.core.runner.StagingEffect.EndStaging;
import assay.core.runner.StagingEffect.StageArtifact;
import assay.events.JobEvent;
import assay.events.JobEvent.ArtifactChecked;
import assay.events.JobEvent.ArtifactStaged;
import assay.events.JobEvent.CancelAccepted;
import assay.events.JobEvent.StagingFailed;
import assay.events.RecipeEvent.Mode;
import assay.events.recipe.Container;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Staging as a phase of the run: behind the checks, before any release. */
class StagingTest {
    private static final Program NEEDY = new Program("docker://redis:7.4", List.of(), "exec run", "", Map.of(), List.of(), Map.of(), List.of(),
            Map.of("ASSAY_STAGED_LOADGEN", "assay:loadgen"), Container.PLAIN);
    private static final Recipe RECIPE = Samples.recipe(1, 1, 1, NEEDY);

    @Test
    void shouldStageOneAfterTheOtherAndThenRelease() {
        // given
        Course course = new Course(RECIPE);

        // when
        List<String> first = staging(course);
        List<String> decided = course.decides();
        List<String> second = staging(course.take(staged("docker://redis:7.4")));
        List<String> released = course.take(staged("assay:loadgen")).decides();

        // then
        assertThat(first).containsExactly("docker://redis:7.4");
        assertThat(decided).isEmpty();
        assertThat(second).containsExactly("assay:loadgen");
        assertThat(released).containsExactly("JobReleased db");
        assertThat(staging(course)).isEmpty();
    }

    @Test
    void shouldSupersedeAReleaseThatComesTooEarly() {
        // when
        Course course = new Course(RECIPE).take(new JobEvent.JobReleased(Samples.name("db")));

        // then
        assertThat(course.run().book().superseded()).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatCanNeverBeHad() {
        // given
        Course course = new Course(RECIPE).take(new StagingFailed("assay:loadgen", true, "gone", "look"));

        // when
        List<String> decided = course.decides();

        // then
        assertThat(decided).containsExactly("RunRefused");
        assertThat(course.decides()).containsExactly("RunFinished");
    }

    @Test
    void shouldCloseWhatFailedThisTime() {
        // given
        Course course = new Course(RECIPE).take(new StagingFailed("assay:loadgen", false, "no space", ""));

        // when
        List<String> decided = course.decides();

        // then
        assertThat(decided).containsExactly("RunClosing");
        assertThat(staging(course)).isEmpty();
    }

    @Test
    void shouldEndWhatIsUnderWayWhenTheRunIsCancelled() {
        // given
        Course course = new Course(RECIPE).take(new CancelAccepted("", "ada", false));

        // when
        List<String> decided = course.decides();

        // then
        assertThat(decided).containsExactly("RunClosing");
        assertThat(effects(course.runs())).singleElement().isInstanceOfSatisfying(EndStaging.class, end -> assertThat(end.run()).isEqualTo(Samples.RUN));
    }

    @Test
    void shouldOnlyLookForARunThatIsPlanned() {
        // given
        Course course = new Course(RECIPE, Mode.PLAN);

        // when
        List<String> before = course.decides();
        List<RunnerEffect> looks = effects(course.runs());
        course.take(new ArtifactChecked("docker://redis:7.4", "image", false, 0, "", "", ""), new ArtifactChecked("assay:loadgen", "directory", true, 1, "", "", ""));

        // then
        assertThat(before).isEmpty();
        assertThat(looks).hasSize(2).allMatch(CheckArtifact.class::isInstance);
        assertThat(course.decides()).containsExactly("RunFinished");
    }

    @Test
    void shouldEndWhenAllIsStagedWhereNoMoreIsAskedFor() {
        // given
        Course course = new Course(RECIPE, Mode.STAGE).take(staged("docker://redis:7.4"), staged("assay:loadgen"));

        // when
        List<String> decided = course.decides();

        // then
        assertThat(decided).containsExactly("RunFinished");
        assertThat(course.run().stage()).isEqualTo(new Stage.Finished(JobEvent.Outcome.STAGED, "staged only; nothing was submitted"));
    }

    private static ArtifactStaged staged(String reference) {
        return new ArtifactStaged(reference, "ab", 1, 1, "file", "/cache/1", false);
    }

    private static List<String> staging(Course course) {
        return effects(course.runs()).stream().filter(StageArtifact.class::isInstance).map(StageArtifact.class::cast).map(effect -> effect.artifact().reference()).toList();
    }

    private static List<RunnerEffect> effects(Runs runs) {
        return new RunnerProgram("p1", RunnerTiming.standard()).due(runs, Samples.START).stream()
                .flatMap(duty -> duty instanceof Duty.Perform<Placed<RunnerEffect>>(var placed) ? Stream.of(placed.effect()) : Stream.empty()).toList();
    }
}
