package assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.report.Report;
import assay.events.JobEvent.MetricSummary;
import assay.events.JobName;
import assay.testkit.SampleRun;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static MetricSummary summary(String source, String metric) {
        return new MetricSummary(source, new JobName("db"), metric, 1, 1, 1, List.of());
    }

    @Test
    void shouldTellOnceOfEachSourceHowItCounts() {
        // when
        List<String> notes = Sources.notes(List.of(summary("proc", "cpu_cores"), summary("proc", "memory_bytes"), summary("sstat", "memory_bytes")));

        // then
        assertThat(notes).hasSize(2);
        assertThat(notes.getFirst()).startsWith("Source proc: ").contains("no cgroup", "neither a peak nor bytes read and written were measured");
        assertThat(notes.getLast()).startsWith("Source sstat: ").contains("shared memory once for each process");
    }

    @Test
    void shouldSayNothingOfASourceThatItDoesNotKnow() {
        assertThat(Sources.notes(List.of(summary("service", "connections")))).isEmpty();
    }

    @Test
    void shouldStandWithTheMetricsInTheReport() {
        // when
        ReportFiles files = new ReportRenderer().render(Report.of(SampleRun.log(1, 5)), Instant.EPOCH);

        // then
        assertThat(files.files().subList(0, 2)).allSatisfy(file -> assertThat(new String(file.bytes(), StandardCharsets.UTF_8))
                .containsOnlyOnce("Source cgroup: the cgroups of the job").doesNotContain("Source sstat: "));
    }
}
