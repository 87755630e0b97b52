package assay.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.cluster.Cluster.ListedJob;
import assay.cluster.ClusterSilentException;
import assay.core.runner.Conclusion;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect.Conclude;
import assay.events.ClusterState;
import assay.events.FileFact;
import assay.events.JobEvent.JobEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutopsyTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String LOG = "logs/" + Examples.LOAD + ".4711.log";
    private final FakeCluster cluster = Examples.cluster();
    private final Autopsy autopsy = new Autopsy(cluster);

    private static Conclude conclude(int exit, Instant from, Instant to) {
        return new Conclude(Examples.RUN, Examples.DIRECTORY, new Conclusion(Examples.LOAD, ClusterState.FAILED, exit, "it failed", false, "program-failed",
                Duration.ofMinutes(10)), Examples.JOB, from, to);
    }

    private JobEnded ended(int exit, Instant from, Instant to) {
        return ((RunnerAnswer.Concluded) autopsy.conclude(conclude(exit, from, to))).event();
    }

    @Test
    void shouldGiveTheEndOfTheLog() {
        // given
        cluster.store.write(Examples.DIRECTORY, LOG, "line\n".repeat(50) + "\nlast words\n");
        // when
        List<String> lines = ended(3, NOON, NOON).lastLogLines();
        // then
        assertThat(lines).hasSize(20).last().isEqualTo("last words");
    }

    @Test
    void shouldBoundALogOfOneEndlessLineOfControlCharacters() {
        // given
        cluster.store.write(Examples.DIRECTORY, LOG, "\u0001\u001b".repeat(100_000));
        // when
        List<String> lines = ended(3, NOON, NOON).lastLogLines();
        // then
        assertThat(lines).singleElement().satisfies(line -> assertThat(line.length()).isLessThanOrEqualTo(401));
        assertThat(lines.getFirst()).doesNotContain("\u0001", "\u001b");
    }

    @Test
    void shouldTellWhoCancelledAJobThatWasNotAskedToStop() {
        // given
        cluster.records.add(FakeCluster.job("4711", Examples.LOAD, ClusterState.CANCELLED, "", "CANCELLED by 1001"));
        // when
        RunnerAnswer others = autopsy.conclude(cancelled(false));
        RunnerAnswer ours = autopsy.conclude(cancelled(true));
        // then
        assertThat(((RunnerAnswer.Concluded) others).event().cause()).isEqualTo("ended by a signal; Slurm's records say CANCELLED by 1001");
        assertThat(((RunnerAnswer.Concluded) ours).event().cause()).isEqualTo("ended by a signal");
    }

    @Test
    void shouldLookAgainForWhoCancelledAJobWhileTheRecordsDoNotSaySo() {
        // given
        cluster.records.add(FakeCluster.job("4711", Examples.LOAD, ClusterState.RUNNING, "", "RUNNING"));
        RunnerAnswer early = autopsy.conclude(cancelled(false));
        // when
        cluster.records.set(0, FakeCluster.job("4711", Examples.LOAD, ClusterState.CANCELLED, "", "CANCELLED by 1001"));
        RunnerAnswer later = autopsy.conclude(cancelled(false));
        // then
        assertThat(early).isEqualTo(new RunnerAnswer.Nothing());
        assertThat(((RunnerAnswer.Concluded) later).event().cause()).endsWith("CANCELLED by 1001");
        assertThat(cancelled(false).pause()).isLessThan(conclude(3, NOON, NOON).pause());
    }

    @Test
    void shouldNotLookForEverForWhoCancelledAJob() {
        // given
        for (int look = 1; look < 6; look++) {
            assertThat(autopsy.conclude(cancelled(false))).isEqualTo(new RunnerAnswer.Nothing());
        }
        // when
        RunnerAnswer answer = autopsy.conclude(cancelled(false));
        // then
        assertThat(((RunnerAnswer.Concluded) answer).event().cause()).isEqualTo("ended by a signal");
    }

    @Test
    void shouldNameATimeLimitThatWasShortened() {
        // given
        cluster.listed.add(new ListedJob(Examples.JOB, Examples.LOAD.value(), ClusterState.FAILED, "FAILED", "NonZeroExitCode", "n1", 1, 0, -1, NOON, NOON,
                NOON.plusSeconds(12), Duration.ofMinutes(1)));
        Conclusion signalled = new Conclusion(Examples.LOAD, ClusterState.FAILED, 143, "ended by a signal", false, "signal", Duration.ofMinutes(10));
        // when
        RunnerAnswer answer = autopsy.conclude(new Conclude(Examples.RUN, Examples.DIRECTORY, signalled, Examples.JOB, NOON, NOON));
        // then
        JobEnded ended = ((RunnerAnswer.Concluded) answer).event();
        assertThat(ended.state()).isEqualTo(ClusterState.TIMEOUT);
        assertThat(ended.cause()).isEqualTo("it came to its time limit of 1 m, which was 10 m when it was submitted; ended by a signal");
    }

    private static Conclude cancelled(boolean asked) {
        return new Conclude(Examples.RUN, Examples.DIRECTORY, new Conclusion(Examples.LOAD, ClusterState.CANCELLED, 143, "ended by a signal", asked, "signal",
                Duration.ofMinutes(10)), Examples.JOB, NOON, NOON);
    }

    @Test
    void shouldListItsOwnFilesAndNobodyElses() {
        // given
        cluster.store.write(Examples.DIRECTORY, LOG, "x");
        cluster.store.write(Examples.DIRECTORY, "logs/" + Examples.DB + ".4710.log", "x");
        cluster.store.write(Examples.DIRECTORY, "metrics/" + Examples.LOAD + ".n1.csv", "x");
        cluster.store.write(Examples.DIRECTORY, "results/load/rep-1/summary.txt", "x");
        // when
        List<FileFact> files = ended(3, NOON, NOON).files();
        // then
        assertThat(files).extracting(FileFact::path).containsExactly(LOG, "metrics/" + Examples.LOAD + ".n1.csv", "results/load/rep-1/summary.txt");
    }

    @Test
    void shouldBoundTheListOfFiles() {
        // given
        for (int i = 0; i < 300; i++) {
            cluster.store.write(Examples.DIRECTORY, "results/load/" + ("n".repeat(250) + "/").repeat(10) + i, "x");
        }
        // when
        List<FileFact> files = ended(3, NOON, NOON).files();
        // then
        assertThat(files.stream().mapToInt(file -> file.path().length()).sum()).isLessThanOrEqualTo(64 * 1024);
        assertThat(files).isNotEmpty();
    }

    @Test
    void shouldPreferTheJobsOwnExitCode() {
        // given
        cluster.listed.add(FakeCluster.held("4711", Examples.LOAD, ClusterState.FAILED, 1, 15, NOON, NOON.plusSeconds(10)));
        // when
        JobEnded ended = ended(143, NOON, NOON);
        // then
        assertThat(ended.exitCode()).isEqualTo(143);
    }

    @Test
    void shouldTakeTheExitCodeFromTheRecordsWhereTheListHasNone() {
        // given
        cluster.listed.add(FakeCluster.job("4711", Examples.LOAD, ClusterState.FAILED, "NonZeroExitCode"));
        cluster.records.add(FakeCluster.held("4711", Examples.LOAD, ClusterState.FAILED, 1, 3, NOON, NOON.plusSeconds(10)));
        // when
        JobEnded ended = ended(-1, Instant.EPOCH, Instant.EPOCH);
        // then
        assertThat(ended.exitCode()).isEqualTo(3);
    }

    @Test
    void shouldBillEveryNodeByTheClustersClock() {
        // given
        cluster.listed.add(FakeCluster.held("4711", Examples.LOAD, ClusterState.COMPLETED, 4, -1, NOON, NOON.plusSeconds(10)));
        // when
        JobEnded ended = ended(0, NOON.minusSeconds(3600), NOON);
        // then
        assertThat(ended.nodeSeconds()).isCloseTo(40, within(1e-9));
    }

    @Test
    void shouldNotMixTheClustersClockWithTheNodes() {
        // given
        cluster.listed.add(FakeCluster.held("4711", Examples.LOAD, ClusterState.COMPLETED, 1, -1, NOON, Instant.EPOCH));
        // when
        JobEnded ended = ended(0, NOON.plusSeconds(3600), NOON.plusSeconds(3605));
        // then
        assertThat(ended.nodeSeconds()).isCloseTo(5, within(1e-9));
    }

    @Test
    void shouldBillNothingWhenNobodyKnows() {
        // when
        JobEnded ended = ended(-1, NOON, Instant.EPOCH);
        // then
        assertThat(ended.nodeSeconds()).isZero();
        assertThat(ended.exitCode()).isEqualTo(-1);
    }

    @Test
    void shouldSayThatTheRunDirectoryIsGone() {
        // given
        cluster.store.vanish(Examples.DIRECTORY);
        // when
        JobEnded ended = ended(3, NOON, NOON);
        // then
        assertThat(ended.cause()).startsWith("it failed; ").contains(Examples.DIRECTORY + " is gone");
        assertThat(ended.lastLogLines()).isEmpty();
    }

    @Test
    void shouldEndAJobWhoseFilesCannotBeReadAfterSomeAttempts() {
        // given
        cluster.store.broken.add(Examples.DIRECTORY);
        RunnerEffects effects = new RunnerEffects(cluster, Examples.clock(), Examples.SECRETS);
        Conclude conclude = conclude(3, NOON, NOON.plusSeconds(7));
        for (int attempt = 1; attempt < 5; attempt++) {
            assertThatThrownBy(() -> effects.perform(conclude)).isInstanceOf(java.io.UncheckedIOException.class);
        }
        // when
        RunnerAnswer answer = effects.perform(conclude);
        // then
        JobEnded ended = ((RunnerAnswer.Concluded) answer).event();
        assertThat(ended.cause()).contains("could not be looked at").contains("no space is left");
        assertThat(ended.nodeSeconds()).isCloseTo(7, within(1e-9));
        assertThat(ended.exitCode()).isEqualTo(3);
    }

    @Test
    void shouldWaitForASilentClusterWithoutEnd() {
        // given
        cluster.silent = true;
        RunnerEffects effects = new RunnerEffects(cluster, Examples.clock(), Examples.SECRETS);
        // when
        Runnable concluding = () -> effects.perform(conclude(3, NOON, NOON));
        // then
        for (int attempt = 1; attempt <= 20; attempt++) {
            assertThatThrownBy(concluding::run).isInstanceOf(ClusterSilentException.class);
        }
    }
}
