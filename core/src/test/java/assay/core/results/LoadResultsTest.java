package assay.core.results;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.results.LoadResult.Counts;
import assay.core.results.LoadResult.Times;
import assay.events.ErrorCount;
import assay.events.Figure;
import assay.events.Figure.Better;
import assay.events.Measurement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadResultsTest {
    private static final Instant BEGAN = Instant.parse("2026-11-23T18:31:00Z");
    private static final Instant START = BEGAN.plusMillis(5_400);
    private static final Instant END = START.plusSeconds(3);
    private static final Instant ENDED = END.plusSeconds(1);
    private static final ErrorCount REFUSED = new ErrorCount("connect", 4, START, END, "refused");
    private static final ErrorCount LATE = new ErrorCount("timeout", 2, START, END, "");

    private Counts counts = new Counts(3, 0, 0, 0, 0, 0, -1, -1);
    private List<ErrorCount> errors = List.of();
    private List<String> failedChecks = List.of();
    private List<String> problems = List.of();
    private Map<Long, Long> perSecond = Map.of();
    private Map<String, Times> histograms = Map.of("latency", times(3, 1000, 2000, 3000));
    private boolean measured = true;

    private static Times times(long count, long... micros) {
        return new Times(count, LatencyHistogram.of(micros).encoded());
    }

    private LoadResult result(Instant start, Instant end) {
        return new LoadResult("closed, 4 users", start, end, measured, counts, errors, List.of(new Figure("tps", 1, "1/s", Better.HIGHER)), failedChecks, problems, perSecond,
                histograms, Map.of());
    }

    private Measurement measurement() {
        return LoadResults.parse(result(START, END), BEGAN, ENDED);
    }

    @Test
    void shouldTakeTheGeneratorsOwnWindow() {
        // when
        Measurement measurement = measurement();

        // then
        assertThat(measurement.measured()).isTrue();
        assertThat(measurement.start()).isEqualTo(START);
        assertThat(measurement.end()).isEqualTo(END);
        assertThat(measurement.operations()).isEqualTo(3);
        assertThat(measurement.loadModel()).isEqualTo("closed, 4 users");
        assertThat(measurement.problems()).isEmpty();
    }

    @Test
    void shouldNotBelieveAWindowInWhichTheClientDidNotRun() {
        assertThat(LoadResults.parse(result(BEGAN.minusSeconds(60), BEGAN.minusSeconds(57)), BEGAN, ENDED).problems()).singleElement().asString()
                .contains("does not lie within the time in which the client ran");
        assertThat(LoadResults.parse(result(END, START), BEGAN, ENDED).problems()).singleElement().asString().contains("its window is empty");
    }

    @Test
    void shouldCountAllThatDidNotEndWellAsFailed() {
        // given
        counts = new Counts(3, 4, 2, 1, 7, 9, 24, 15);
        errors = List.of(REFUSED, LATE, new ErrorCount("unfinished", 1, START, END, ""));

        // when
        Measurement measurement = measurement();

        // then
        assertThat(measurement.failed()).isEqualTo(7);
        assertThat(measurement.skipped()).isEqualTo(7);
        assertThat(measurement.errors()).isEqualTo(errors);
        assertThat(measurement.figures()).extracting(Figure::name).containsExactly("tps", "blocked", "total_input_tokens", "total_output_tokens");
        assertThat(measurement.problems()).isEmpty();
    }

    @Test
    void shouldNoticeErrorsThatDoNotAddUp() {
        // given
        counts = new Counts(3, 9, 0, 0, 0, -1, -1, -1);
        errors = List.of(REFUSED);

        // then
        assertThat(measurement().problems()).containsExactly("accounting: 9 requests failed, but 4 stand under the classes of errors");
    }

    @Test
    void shouldTakeFailedChecksAndProblemsForProblemsOnce() {
        // given
        failedChecks = List.of("all_sent: 90 % were sent");
        problems = List.of("all_sent: 90 % were sent", "the clock was set");

        // then
        assertThat(measurement().problems()).containsExactly("all_sent: 90 % were sent", "the clock was set");
    }

    @Test
    void shouldSayWhichErrorsThereWereWhereNothingWasMeasured() {
        // given
        measured = false;
        counts = new Counts(0, 4, 2, 0, 0, 0, -1, -1);
        errors = List.of(REFUSED, LATE);

        // when
        Measurement measurement = measurement();

        // then
        assertThat(measurement.measured()).isFalse();
        assertThat(measurement.errors()).hasSize(2);
        assertThat(measurement.problems()).containsExactly("no request was answered as it should be", "errors: 4 connect, 2 timeout, such as: refused");
    }

    @Test
    void shouldLeaveOutHistogramsThatAreNotWhatTheySay() {
        // given
        Map<String, Times> several = new LinkedHashMap<>();
        several.put("latency", times(3, 1000, 2000, 3000));
        several.put("ttft", times(4, 1, 2, 3));
        several.put("itl", new Times(1, "no histogram"));
        histograms = several;

        // when
        Measurement measurement = measurement();

        // then
        assertThat(LatencyHistogram.decode(measurement.latency()).orElseThrow().count()).isEqualTo(3);
        assertThat(measurement.timings()).isEmpty();
        assertThat(measurement.problems()).hasSize(2).anyMatch(problem -> problem.contains("ttft holds 3 values, but is said to hold 4"))
                .anyMatch(problem -> problem.contains("itl cannot be read"));
    }

    @Test
    void shouldTakeASecondOfUnixTimeForTheSecondOfTheWindowInWhichMostOfItLies() {
        // given
        long first = START.getEpochSecond();
        perSecond = Map.of(first - 1, 1L, first, 10L, first + 1, 20L, first + 2, 30L, first + 3, 40L);

        // then
        assertThat(measurement().series()).containsExactly(10L, 20L, 30L);
    }
}
