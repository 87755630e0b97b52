package assay.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.Usage;
import assay.cluster.ClusterSilentException;
import assay.core.monitor.MonitorAnswer;
import assay.core.monitor.MonitorEffect.FollowJobs;
import assay.core.monitor.MonitorEffect.Job;
import assay.core.monitor.MonitorEffect.SampleJobs;
import assay.core.monitor.MonitorEffect.Summarise;
import assay.core.monitor.MonitorEffect.Target;
import assay.core.monitor.MonitorEffect.Window;
import assay.events.FileFact;
import assay.events.JobEvent.MetricsSummarised;
import assay.events.MetricEvent;
import assay.events.MetricEvent.ProgressReported;
import assay.events.MetricEvent.SourceLost;
import assay.events.MetricEvent.SourceRecovered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorEffectsTest {
    @TempDir
    private Path output;
    private final FakeCluster cluster = new FakeCluster();
    private final List<MetricEvent> published = new ArrayList<>();
    private final MonitorEffects effects = new MonitorEffects(cluster, (run, event, at) -> published.add(event), Clock.systemUTC());
    private final Job db = Examples.job(Examples.RUN, "db", 0);
    private final Job load = Examples.job(Examples.RUN, "load", 1);

    private void sampled(String text) {
        cluster.files.merge(Examples.DIRECTORY + "/metrics/" + db.token() + ".n1.csv", text, String::concat);
    }

    private Usage usage(Job job) {
        return new Usage("sstat", new JobRef(job.clusterJob(), job.token()), "batch", Examples.START.plusSeconds(11), Map.of("memory_bytes", 1.0));
    }

    private MetricsSummarised summarise() {
        Summarise effect = new Summarise(Examples.target(output, db), Examples.START, List.of(new Window(Examples.START, Examples.START.plusSeconds(60))));
        return ((MonitorAnswer.Summarised) effects.perform(effect)).event();
    }

    @Test
    void shouldTellOnceThatASourceIsLostAndOnceThatItAnswersAgain() {
        // given
        SampleJobs effect = new SampleJobs(List.of(Examples.target(output, db)), Duration.ZERO);
        cluster.silent = true;
        assertThatThrownBy(() -> effects.perform(effect)).isInstanceOf(ClusterSilentException.class);
        assertThatThrownBy(() -> effects.perform(effect)).isInstanceOf(ClusterSilentException.class);
        cluster.silent = false;
        // when
        effects.perform(effect);
        effects.perform(effect);
        // then
        assertThat(published).containsExactly(new SourceLost("sstat", db.token().job(), "Unable to contact slurm controller (connect failure)"),
                new SourceRecovered("sstat", db.token().job()));
    }

    @Test
    void shouldReadOnWhereItStopped() {
        // given
        sampled(Examples.line(1, 1, 100) + "1795447977.0,n1,ba");
        effects.perform(new FollowJobs(Examples.target(output, db), Duration.ZERO));
        cluster.files.put(Examples.DIRECTORY + "/metrics/" + db.token() + ".n1.csv", Examples.line(1, 1, 100) + Examples.line(2, 2, 100));
        // when
        MonitorAnswer answer = effects.perform(new FollowJobs(Examples.target(output, db), Duration.ZERO));
        // then
        assertThat(answer).isEqualTo(new MonitorAnswer.Sampled(1));
    }

    @Test
    void shouldGetPastALineWithoutEnd() {
        // given
        sampled("x".repeat(JobFiles.PIECE * 2) + "\n" + Examples.line(1, 1, 100));
        // when
        MonitorAnswer answer = effects.perform(new FollowJobs(Examples.target(output, db), Duration.ZERO));
        // then
        assertThat(answer).isEqualTo(new MonitorAnswer.Sampled(1));
    }

    @Test
    void shouldReadAgainWhatCouldNotBeWritten() throws IOException {
        // given
        effects.perform(new SampleJobs(List.of(Examples.target(output, db)), Duration.ZERO));
        Path blocked = output.resolve("file");
        Files.createFile(blocked);
        Target target = Examples.target(blocked.resolve("below"), db);
        sampled(Examples.line(1, 1, 100));
        assertThatThrownBy(() -> effects.perform(new FollowJobs(target, Duration.ZERO))).isInstanceOf(UncheckedIOException.class);
        Files.delete(blocked);
        // when
        MonitorAnswer answer = effects.perform(new FollowJobs(target, Duration.ZERO));
        // then
        assertThat(answer).isEqualTo(new MonitorAnswer.Sampled(1));
    }

    @Test
    void shouldPublishProgressOfAClientThatMeasures() {
        // given
        cluster.files.put(Examples.DIRECTORY + "/results/load/rep-1/progress.txt", "pgbench: starting\n"
                + "progress: 1795447976.0 s, 2481.0 tps, lat 1.6 ms stddev 0.5, 0 failed\nprogress: 1.0 s, 1.0 tps, lat 1.0 ms stddev 0.1, 99999999999999999999 failed\n");
        // when
        effects.perform(new FollowJobs(Examples.target(output, load), Duration.ZERO));
        // then
        assertThat(published).singleElement().isInstanceOfSatisfying(ProgressReported.class, progress -> assertThat(progress.values()).containsEntry("tps", 2481.0));
    }

    @Test
    void shouldPublishProgressOfALoadGeneratorWithItsOwnPhase() {
        // given
        Job loadgen = new Job(load.token(), load.clusterJob(), load.node(), 1, "progress.jsonl");
        cluster.files.put(Examples.DIRECTORY + "/results/load/rep-1/progress.jsonl", """
                {"at":1795447975000000,"phase":"warmup"}
                {"at":1795447976000000,"phase":"warmup","passed_s":1.0,"sent":5,"ok":4,"failed":1,"blocked":0,"in_flight":2,"output_tokens":0,"p50_ms":1.000,"p99_ms":9.500}
                {"at":1795447977
                """);
        // when
        effects.perform(new FollowJobs(Examples.target(output, loadgen), Duration.ZERO));
        // then
        assertThat(published).singleElement().isInstanceOfSatisfying(ProgressReported.class, progress -> {
            assertThat(progress.phase()).isEqualTo("warmup");
            assertThat(progress.at().getEpochSecond()).isEqualTo(1_795_447_976L);
            assertThat(progress.values()).containsEntry("tps", 4.0).containsEntry("p99_ms", 9.5).containsEntry("passed_s", 1.0);
        });
    }

    @Test
    void shouldLoseOnlyTheSamplesOfTheRunWhoseFileCannotBeWritten() throws IOException {
        // given
        Path blocked = Files.createFile(output.resolve("file"));
        Job other = Examples.job(Examples.OTHER, "db", 0);
        cluster.usage.addAll(List.of(usage(db), usage(other)));
        SampleJobs sample = new SampleJobs(List.of(Examples.target(blocked, other), Examples.target(output, db)), Duration.ZERO);
        // when
        MonitorAnswer answer = effects.perform(sample);
        // then
        assertThat(answer).isEqualTo(new MonitorAnswer.Sampled(1));
        assertThat(published).hasSize(1);
    }

    @Test
    void shouldSumUpWithTheLastOfWhatTheJobsWrote() {
        // given
        sampled(Examples.line(1, 1, 100) + Examples.line(2, 2, 300));
        // when
        MetricsSummarised summarised = summarise();
        // then
        assertThat(summarised.metrics()).anySatisfy(metric -> {
            assertThat(metric.metric()).isEqualTo("memory_bytes");
            assertThat(metric.mean()).isEqualTo(200);
        });
        assertThat(summarised.files()).extracting(FileFact::path).containsExactly("metrics.csv");
        assertThat(summarised.gaps()).isEmpty();
    }

    @Test
    void shouldSumUpWithoutTheLastSampleWhenTheClusterIsSilent() {
        // given
        sampled(Examples.line(1, 1, 100));
        cluster.silent = true;
        // when
        MetricsSummarised summarised = summarise();
        // then
        assertThat(summarised.metrics()).isNotEmpty();
        assertThat(summarised.gaps()).singleElement().asString().startsWith("the last sample was not taken").contains("Unable to contact");
    }

    @Test
    void shouldSumUpWhatWasWrittenWhenTheJobsFilesCannotBeRead() {
        // given
        sampled(Examples.line(1, 1, 100));
        effects.perform(new FollowJobs(Examples.target(output, db), Duration.ZERO));
        cluster.unreadable = true;
        // when
        MetricsSummarised summarised = summarise();
        // then
        assertThat(summarised.metrics()).isNotEmpty();
        assertThat(summarised.gaps()).singleElement().asString().contains("stale file handle");
    }

    @Test
    void shouldSayThatNothingWasMeasuredWhenThereIsNoPlaceForIt() throws IOException {
        // given
        Path blocked = Files.createFile(output.resolve("file"));
        Summarise effect = new Summarise(Examples.target(blocked, db), Examples.START, List.of());
        // when
        MonitorAnswer answer = effects.perform(effect);
        // then
        assertThat(((MonitorAnswer.Summarised) answer).event().gaps()).anySatisfy(gap -> assertThat(gap).startsWith("metrics.csv was not summed up"));
    }

    @Test
    void shouldNameAJobOfWhichNothingWasSeen() {
        // when
        MetricsSummarised summarised = summarise();
        // then
        assertThat(summarised.gaps()).containsExactly("no sample of db lies in a measured window");
    }
}
