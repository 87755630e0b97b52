package assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.report.Report;
import assay.events.ClusterState;
import assay.events.Envelope;
import assay.events.JobEvent;
import assay.events.JobEvent.Verdict;
import assay.events.recipe.Scope;
import assay.testkit.SampleRun;
import assay.testkit.SplitRun;
import assay.testkit.SplitRun.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Renders a report of each kind of run and leaves it in {@code target/sample} to be looked at. */
class SampleReportsTest {

    enum Sample {
        ONE_CLIENT(Verdict.VALID), REPLICAS(Verdict.VALID), SPLIT(Verdict.VALID), FIGURES_ONLY(Verdict.VALID), SLO_NOT_MET(Verdict.VALID), STREAMS(Verdict.SUSPECT), FAILED(Verdict.INVALID);

        private final Verdict verdict;

        Sample(Verdict verdict) {
            this.verdict = verdict;
        }

        private List<Envelope> log() {
            return switch (this) {
                case ONE_CLIENT -> SampleRun.log(3, 20);
                case REPLICAS -> SplitRun.log(Shape.of(3, 3, Scope.RUN));
                case SPLIT -> SplitRun.log(Shape.of(12, 2, Scope.REPETITION));
                case FIGURES_ONLY -> SplitRun.log(new Shape(7, 2, Scope.RUN, false, 60, List.of("load.ops >= 90000ops/s", "load.hit_ratio > 0.9")));
                case SLO_NOT_MET -> SplitRun.log(new Shape(6, 1, Scope.RUN, true, 60, List.of("load.latency_p95 < 1ms", "load.errors == 0", "load.latency_p75 < 1s")));
                case STREAMS -> Bent.copy(StreamsRun.log(3, 2)).measured("load-2", 1, StreamsRun::failing).log();
                case FAILED -> failed();
            };
        }

        private static List<Envelope> failed() {
            return Bent.copy(SampleRun.log(2, 20)).without(event -> event instanceof JobEvent.WorkloadMeasured measured && measured.repetition() == 2)
                    .changed(event -> switch (event) {
                        case JobEvent.RunClosing e -> new JobEvent.RunClosing(JobEvent.ClosingReason.FAILED, "service db ended before its clients: its program ended by itself");
                        case JobEvent.RunFinished e -> new JobEvent.RunFinished(JobEvent.Outcome.FAILED, "service db ended before its clients");
                        case JobEvent.JobEnded e when e.token().equals(SampleRun.DB) -> new JobEvent.JobEnded(e.token(), ClusterState.OUT_OF_MEMORY, 137,
                                "Slurm says OUT_OF_MEMORY", List.of("LOG: server process was terminated by signal 9: Killed", "slurmstepd: error: Detected 1 oom_kill event"),
                                e.nodeSeconds(), e.files());
                        case JobEvent e -> e;
                    }).log();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRender(Sample sample) throws IOException {
        // given
        Report report = Report.of(sample.log());

        // when
        ReportFiles files = new ReportRenderer().render(report, Instant.parse("2026-11-23T19:00:00Z"));

        // then
        assertThat(report.verdict()).as("%s", report.reasons()).isEqualTo(sample.verdict);
        for (ReportFile file : files.files()) {
            assertThat(new String(file.bytes(), StandardCharsets.UTF_8)).doesNotContain("NaN", "Infinity");
            Path kept = Path.of("target", "sample", sample.name().toLowerCase(Locale.ROOT), file.path());
            Files.createDirectories(kept.getParent());
            Files.write(kept, file.bytes());
        }
    }
}
