package assay.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect.VerifyClean;
import assay.events.ClusterState;
import assay.events.FileFact;
import assay.events.JobEvent.RunCleaned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanUpTest {
    private final FakeCluster cluster = Examples.cluster();
    private final VerifyClean verify = new VerifyClean(Examples.RUN, Examples.DIRECTORY, Examples.DIRECTORY, List.of(Examples.DB, Examples.LOAD), List.of("scratch on n9"));
    private final RunnerEffects effects = new RunnerEffects(cluster, Examples.clock(), Examples.SECRETS);

    @Test
    void shouldRemoveWhatIsNotKeptOnceTwoLooksShowNothingAlive() {
        // given
        cluster.listed.add(FakeCluster.job("1", Examples.DB, ClusterState.COMPLETED, ""));
        cluster.store.write(Examples.DIRECTORY, "secrets/db.password", "x");
        cluster.store.write(Examples.DIRECTORY, "lease/runner", "");
        cluster.store.write(Examples.DIRECTORY, "logs/a.log", "four");
        cluster.store.write(Examples.DIRECTORY, "results/load/rep-1/tx.1", "a".repeat(2500));
        cluster.store.write(Examples.DIRECTORY, "results/load/rep-1/tx.2", "a");
        // when
        RunnerAnswer answer = effects.perform(verify);
        // then
        RunCleaned cleaned = ((RunnerAnswer.Clean) answer).event();
        assertThat(cleaned.ended()).containsExactly(Examples.DB + " COMPLETED", Examples.LOAD + " ended");
        assertThat(cleaned.unverified()).containsExactly("scratch on n9");
        assertThat(cleaned.kept()).containsExactly("logs/ 1 file, 4 bytes", "results/ 2 files, 2 501 bytes");
        assertThat(cluster.store.has(Examples.DIRECTORY, "secrets")).isFalse();
        assertThat(cluster.store.has(Examples.DIRECTORY, "lease")).isFalse();
        assertThat(cluster.looks).isEqualTo(2);
    }

    @Test
    void shouldBringWhatIsKeptToAnOutputDirectoryElsewhere(@TempDir Path output) throws IOException {
        // given
        String large = "a".repeat(2_500_000);
        cluster.store.write(Examples.DIRECTORY, "recipe.yaml", "recipe: 1");
        cluster.store.write(Examples.DIRECTORY, "secrets/db.password", "x");
        cluster.store.write(Examples.DIRECTORY, "logs/a.log", "four");
        cluster.store.write(Examples.DIRECTORY, "results/load/rep-1/tx.1", large);
        Files.writeString(Files.createDirectories(output.resolve("logs")).resolve("a.log"), "half");

        // when
        effects.perform(new VerifyClean(Examples.RUN, Examples.DIRECTORY, output.toString(), List.of(), List.of()));

        // then
        try (Stream<Path> files = Files.walk(output)) {
            assertThat(files.filter(Files::isRegularFile).map(file -> output.relativize(file).toString())).containsExactlyInAnyOrder("recipe.yaml", "logs/a.log", "results/load/rep-1/tx.1");
        }
        assertThat(output.resolve("logs/a.log")).hasContent("four");
        assertThat(output.resolve("results/load/rep-1/tx.1")).hasContent(large);
    }

    @Test
    void shouldSayWhatIsTooLargeToBeBrought(@TempDir Path output) {
        // given
        OutputFiles files = new OutputFiles(cluster.store(), Examples.DIRECTORY, output.toString());

        // when
        files.bring(List.of(new FileFact("results/load/rep-1/trace", OutputFiles.LARGEST_FILE + 1, "0".repeat(64))));

        // then
        assertThat(files.left()).hasValue("on the cluster only, being too large: results/load/rep-1/trace (268 435 457 bytes)");
        assertThat(output).isEmptyDirectory();
    }

    @Test
    void shouldWriteNothingOutsideOfTheOutputDirectory(@TempDir Path output) {
        // given
        OutputFiles files = new OutputFiles(cluster.store(), Examples.DIRECTORY, output.resolve("out").toString());

        // when / then
        assertThatThrownBy(() -> files.bring(List.of(new FileFact("results/../../x", 1, "0".repeat(64))))).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("it would lie outside");
        assertThat(output.resolve("x")).doesNotExist();
    }

    @Test
    void shouldCancelWhatStillLivesAndSayNothingYet() {
        // given
        cluster.listed.add(FakeCluster.job("1", Examples.DB, ClusterState.RUNNING, ""));
        cluster.store.write(Examples.DIRECTORY, "secrets/db.password", "x");
        // when
        RunnerAnswer answer = effects.perform(verify);
        // then
        assertThat(answer).isEqualTo(new RunnerAnswer.Nothing());
        assertThat(cluster.cancelled).hasSize(1);
        assertThat(cluster.store.has(Examples.DIRECTORY, "secrets")).isTrue();
    }

    @Test
    void shouldLetACompletingJobComplete() {
        // given
        cluster.listed.add(FakeCluster.job("1", Examples.DB, ClusterState.COMPLETING, ""));
        // when
        RunnerAnswer answer = effects.perform(verify);
        // then
        assertThat(answer).isEqualTo(new RunnerAnswer.Nothing());
        assertThat(cluster.cancelled).isEmpty();
    }

    @Test
    void shouldFindASecondJobOfTheSameToken() {
        // given
        cluster.listed.add(FakeCluster.job("1", Examples.DB, ClusterState.COMPLETED, ""));
        cluster.listed.add(FakeCluster.job("2", Examples.DB, ClusterState.PENDING, "Priority"));
        // when
        RunnerAnswer answer = effects.perform(verify);
        // then
        assertThat(answer).isEqualTo(new RunnerAnswer.Nothing());
        assertThat(cluster.cancelled).singleElement().satisfies(job -> assertThat(job.id().value()).isEqualTo("2"));
    }

    @Test
    void shouldProveARunCleanWhoseDirectoryIsGone() {
        // given
        cluster.store.vanish(Examples.DIRECTORY);
        // when
        RunnerAnswer answer = effects.perform(verify);
        // then
        assertThat(answer).isInstanceOf(RunnerAnswer.Clean.class);
    }

    @Test
    void shouldSayAfterSomeAttemptsWhatCannotBeRemoved() {
        // given
        cluster.store.write(Examples.DIRECTORY, "secrets/db.password", "x");
        cluster.store.write(Examples.DIRECTORY, "claims/a", "x");
        cluster.store.broken.add(Examples.DIRECTORY + "/secrets");
        for (int attempt = 1; attempt < 5; attempt++) {
            assertThatThrownBy(() -> effects.perform(verify)).isInstanceOf(java.io.UncheckedIOException.class);
        }
        // when
        RunnerAnswer answer = effects.perform(verify);
        // then
        RunCleaned cleaned = ((RunnerAnswer.Clean) answer).event();
        assertThat(cleaned.unverified()).hasSize(2).last().asString().startsWith("secrets below " + Examples.DIRECTORY).contains("no space is left");
        assertThat(cluster.store.has(Examples.DIRECTORY, "claims")).isFalse();
    }
}
