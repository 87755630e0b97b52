package assay.runner;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cluster.ArtifactStore.Look;
import assay.cluster.ArtifactStore.Order;
import assay.cluster.ArtifactStore.Outcome;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect.Submit;
import assay.core.runner.StagingEffect.CheckArtifact;
import assay.core.runner.StagingEffect.EndStaging;
import assay.core.runner.StagingEffect.StageArtifact;
import assay.events.JobEvent.ArtifactChecked;
import assay.events.JobEvent.ArtifactStaged;
import assay.events.JobEvent.RunCleaned;
import assay.events.JobEvent.StagingFailed;
import assay.events.JobName;
import assay.events.Token;
import assay.events.recipe.Artifact;
import assay.events.recipe.Site;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StagerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Artifact LOADGEN = Artifact.read("assay:loadgen").orElseThrow();
    private static final Site SITE = new Site("here", "slurm", true, "", "/tmp", List.of(), false, Map.of(), "/shared/cache");
    private static final Token TOKEN = Token.of(new JobName("assay-stages-artifacts"), 1, Examples.RUN, "l0g1d234");
    private final FakeCluster cluster = new FakeCluster();
    private final RunnerEffects effects = new RunnerEffects(cluster, Clock.fixed(NOW, ZoneOffset.UTC), Path.of("/nonexistent"));
    private final StageArtifact effect = new StageArtifact(Examples.RUN, LOADGEN, SITE, Examples.DIRECTORY, TOKEN);

    @Test
    void shouldTellWhatIsWhere() {
        // when
        RunnerAnswer answer = effects.perform(effect);

        // then
        assertThat(cluster.artifacts.orders).containsExactly(new Order(Examples.RUN.value(), LOADGEN, "/shared/cache", Examples.DIRECTORY, Optional.empty()));
        assertThat(answer).isEqualTo(new RunnerAnswer.Handled(Examples.RUN, new ArtifactStaged("assay:loadgen", "ab".repeat(32), 7, 0, "file", "/cache/1", false)));
    }

    @Test
    void shouldTellInTheToolsWordsWhatCannotBeHad() {
        // given
        cluster.artifacts.outcome = new Outcome.Refused("FATAL: no\tsuch\u001b thing", "look at it");

        // when
        RunnerAnswer refused = effects.perform(effect);
        cluster.artifacts.outcome = new Outcome.Failed("No space left on device", "");
        RunnerAnswer failed = effects.perform(effect);

        // then
        assertThat(refused).isEqualTo(new RunnerAnswer.Handled(Examples.RUN, new StagingFailed("assay:loadgen", true, "FATAL: no such  thing", "look at it")));
        assertThat(failed).isEqualTo(new RunnerAnswer.Handled(Examples.RUN, new StagingFailed("assay:loadgen", false, "No space left on device", "")));
    }

    @Test
    void shouldSayNothingOfWhatNobodyWantsAnyMore() {
        // given
        cluster.artifacts.outcome = new Outcome.Abandoned();

        // when
        RunnerAnswer answer = effects.perform(effect);

        // then
        assertThat(answer).isEqualTo(new RunnerAnswer.Nothing());
    }

    @Test
    void shouldLookWithoutStaging() {
        // given
        cluster.artifacts.look = new Look("directory", true, 7, "in the cache", "", "");

        // when
        RunnerAnswer answer = effects.perform(new CheckArtifact(Examples.RUN, LOADGEN, SITE, TOKEN));

        // then
        assertThat(answer).isEqualTo(new RunnerAnswer.Handled(Examples.RUN, new ArtifactChecked("assay:loadgen", "directory", true, 7, "in the cache", "", "")));
    }

    @Test
    void shouldProveThatNothingIsUnderWay() {
        // when
        RunnerAnswer answer = effects.perform(new EndStaging(Examples.RUN, SITE, TOKEN));

        // then
        assertThat(cluster.artifacts.abandoned).containsExactly(Examples.RUN.value());
        assertThat(answer).isEqualTo(new RunnerAnswer.Clean(Examples.RUN, new RunCleaned(List.of(), List.of(), List.of())));
    }

    @Test
    void shouldTellJobsWhereThingsLieBeforeTheyAreSubmitted() {
        // given
        cluster.store.create(Examples.DIRECTORY);
        List<ArtifactStaged> staged = List.of(new ArtifactStaged("assay:loadgen", "12", 7, 1, "directory", "/cache/1/loadgen", true),
                new ArtifactStaged("/models/tiny", "34", 7, 1, "file", "/models/tiny", true));

        // when
        effects.perform(new Submit(Examples.RUN, Examples.DB, "#!/bin/bash\n", Examples.DIRECTORY, NOW.plusSeconds(60), List.of(), List.of(), List.of(), staged));

        // then
        assertThat(cluster.store.text(Examples.DIRECTORY, "artifacts.tsv")).isEqualTo("assay:loadgen\t/cache/1/loadgen\t12\n/models/tiny\t/models/tiny\t34\n");
        assertThat(cluster.submitted).hasSize(1);
    }
}
