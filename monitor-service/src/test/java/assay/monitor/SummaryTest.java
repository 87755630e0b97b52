package assay.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.core.monitor.MonitorEffect.Window;
import assay.events.JobEvent.MetricSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private final Summary summary = new Summary(Examples.START.minusSeconds(100), List.of(new Window(Examples.START.plusMillis(10_500), Examples.START.plusSeconds(20))));

    private MetricSummary only() {
        return summary.summaries().getFirst();
    }

    @Test
    void shouldNotAddTwoScrapesThatFallIntoOneSecond() {
        // given
        summary.take(Examples.row("n1", "batch", 11.001, "memory_bytes", 100));
        summary.take(Examples.row("n1", "batch", 11.999, "memory_bytes", 100));
        // when
        MetricSummary memory = only();
        // then
        assertThat(memory.max()).isEqualTo(100);
        assertThat(memory.samples()).isEqualTo(2);
    }

    @Test
    void shouldAddTheStepsOfOneScrape() {
        // given
        summary.take(Examples.row("n1", "batch", 11, "memory_bytes", 100));
        summary.take(Examples.row("n1", "0", 11, "memory_bytes", 50));
        // when
        MetricSummary memory = only();
        // then
        assertThat(memory.mean()).isEqualTo(150);
    }

    @Test
    void shouldAddNodesWhoseScrapesNeverFallTogether() {
        // given
        for (int second = 8; second < 20; second++) {
            summary.take(Examples.row("n1", "batch", second + (second % 2 == 0 ? 0.001 : -0.001), "memory_bytes", 100));
            summary.take(Examples.row("n2", "batch", second + 0.5, "memory_bytes", 50));
        }
        // when
        MetricSummary memory = only();
        // then
        assertThat(memory.mean()).isEqualTo(150);
    }

    @Test
    void shouldGiveTheRateOfACounterByTheTimeBetweenItsScrapes() {
        // given
        summary.take(Examples.row("n1", "batch", 11.0, "cpu_seconds", 10));
        summary.take(Examples.row("n1", "batch", 13.5, "cpu_seconds", 15));
        // when
        MetricSummary cpu = only();
        // then
        assertThat(cpu.metric()).isEqualTo("cpu_cores");
        assertThat(cpu.mean()).isCloseTo(2, within(1e-9));
    }

    @Test
    void shouldSayNothingAcrossACounterThatBeganAnew() {
        // given
        summary.take(Examples.row("n1", "batch", 11, "cpu_seconds", 10));
        summary.take(Examples.row("n1", "batch", 12, "cpu_seconds", 1));
        summary.take(Examples.row("n1", "batch", 13, "cpu_seconds", 2));
        // when
        MetricSummary cpu = only();
        // then
        assertThat(cpu.samples()).isEqualTo(1);
        assertThat(cpu.max()).isEqualTo(1);
    }

    @Test
    void shouldKeepTheRatesOfTheOtherStepsWhenOneEnds() {
        // given
        summary.take(Examples.row("n1", "batch", 11, "cpu_seconds", 10));
        summary.take(Examples.row("n1", "0", 11, "cpu_seconds", 100));
        summary.take(Examples.row("n1", "batch", 12, "cpu_seconds", 11));
        // when
        MetricSummary cpu = only();
        // then
        assertThat(cpu.mean()).isEqualTo(1);
    }

    @Test
    void shouldCountOnlyWhatLiesInAWindow() {
        // given
        summary.take(Examples.row("n1", "batch", 10.4, "memory_bytes", 1));
        summary.take(Examples.row("n1", "batch", 10.6, "memory_bytes", 5));
        summary.take(Examples.row("n1", "batch", 20.1, "memory_bytes", 9));
        // when
        MetricSummary memory = only();
        // then
        assertThat(memory.samples()).isEqualTo(1);
        assertThat(memory.mean()).isEqualTo(5);
        assertThat(memory.series()).hasSize(3).first().isEqualTo(List.of(110.4, 1.0));
    }

    @Test
    void shouldThinALongSeries() {
        // given
        for (int second = 0; second < 86_400; second++) {
            summary.take(Examples.row("n1", "batch", second, "memory_bytes", second));
        }
        // when
        MetricSummary memory = only();
        // then
        assertThat(memory.series()).hasSizeBetween(300, 600);
    }

    @Test
    void shouldBoundAllSeriesTogether() {
        // given
        for (int job = 0; job < 700; job++) {
            for (int second = 0; second < 100; second++) {
                summary.take(new Row(Examples.START.toEpochMilli() + second * 1000L, "cgroup", "job-" + job, "n1", "batch", "memory_bytes", second));
            }
        }
        // when
        List<MetricSummary> summaries = summary.summaries();
        // then
        assertThat(summaries).hasSize(500);
        assertThat(summaries.stream().mapToInt(each -> each.series().size()).sum()).isLessThanOrEqualTo(25_000);
    }
}
