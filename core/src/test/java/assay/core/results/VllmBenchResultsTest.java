package assay.core.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.core.results.VllmBenchOutput.Load;
import assay.core.results.VllmBenchOutput.Requests;
import assay.core.results.VllmBenchOutput.Totals;
import assay.events.Figure;
import assay.events.Measurement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VllmBenchResultsTest {
    private static final Instant START = Instant.ofEpochSecond(1_795_447_975L);
    private static final Instant END = START.plusSeconds(30);
    /** What turns the program's clock into Unix time: it showed 500 s when the window had lasted 10 s. */
    private static final OptionalDouble EPOCH = OptionalDouble.of(START.getEpochSecond() + 10 - 500);
    private static final Load EIGHT_USERS = new Load(0, 1, 8);

    /** Each sent 0.1 s after the one before; the first text after 20 ms, the last of five after 100 ms. */
    private static Requests requests(int count) {
        double[] started = IntStream.range(0, count).mapToDouble(at -> 500 + at / 10.0).toArray();
        double[] latencies = new double[count];
        Arrays.fill(latencies, 0.1);
        double[] ttfts = new double[count];
        Arrays.fill(ttfts, 0.02);
        long[] tokens = new long[count];
        Arrays.fill(tokens, 5);
        double[] gaps = new double[count * 4];
        Arrays.fill(gaps, 0.02);
        return new Requests(started, latencies, ttfts, tokens, gaps, List.of());
    }

    private static Totals totals(long completed, long failed) {
        return new Totals(completed + failed, completed, failed, completed * 16, completed * 5, 10, OptionalDouble.empty());
    }

    private static Measurement parse(Totals totals, Load load, Requests requests) {
        return VllmBenchResults.parse(new VllmBenchOutput(totals, load, requests, EPOCH), START, END);
    }

    private static double value(Measurement measurement, String figure) {
        return measurement.figures().stream().filter(one -> one.name().equals(figure)).mapToDouble(Figure::value).findFirst().orElseThrow();
    }

    @Test
    void shouldMeasureAWindow() {
        // when
        Measurement measurement = parse(totals(100, 0), EIGHT_USERS, requests(100));

        // then
        assertThat(measurement.measured()).isTrue();
        assertThat(measurement.problems()).isEmpty();
        assertThat(measurement.operations()).isEqualTo(100);
        assertThat(measurement.failed()).isZero();
        assertThat(measurement.loadModel()).isEqualTo("closed, 8 users, times from the sending");
        assertThat(value(measurement, "requests_per_second")).isEqualTo(10);
        assertThat(value(measurement, "output_tokens_per_second")).isEqualTo(50);
        assertThat(value(measurement, "tokens_per_second")).isEqualTo(210);
        assertThat(value(measurement, "latency_p95")).isEqualTo(100);
        assertThat(value(measurement, "ttft_p50")).isEqualTo(20);
        assertThat(value(measurement, "tpot_avg")).isCloseTo(20, within(0.001));
        assertThat(value(measurement, "itl_p99")).isEqualTo(20);
        assertThat(value(measurement, "total_output_tokens")).isEqualTo(500);
        assertThat(LatencyHistogram.decode(measurement.latency()).orElseThrow().count()).isEqualTo(100);
    }

    @Test
    void shouldGiveNoFigureThatIsNotDeclared() {
        // given
        Totals totals = new Totals(400, 400, 0, 6_400, 2_000, 10, OptionalDouble.of(38.5));

        // when
        Measurement measurement = parse(totals, EIGHT_USERS, requests(400));

        // then
        assertThat(measurement.figures()).allSatisfy(figure -> assertThat(VllmBenchResults.units()).containsEntry(figure.name(), figure.unit()));
        assertThat(measurement.figures()).extracting(Figure::name).contains("goodput", "latency_p99", "ttft_p99", "tpot_p99");
    }

    @Test
    void shouldTakeTheStretchOfTheLoadForTheWindow() {
        // when
        Measurement measurement = parse(totals(100, 0), EIGHT_USERS, requests(100));

        // then
        assertThat(measurement.start()).isCloseTo(START.plusSeconds(10), within(1, ChronoUnit.MILLIS));
        assertThat(measurement.end()).isCloseTo(START.plusSeconds(20), within(1, ChronoUnit.MILLIS));
        assertThat(measurement.series()).hasSize(10).allMatch(completions -> completions >= 9 && completions <= 11);
        assertThat(measurement.series().stream().mapToLong(Long::longValue).sum()).isEqualTo(100);
    }

    @Test
    void shouldTakeTheProgramsWindowWhereItsClockIsUnknown() {
        // when
        Measurement measurement = VllmBenchResults.parse(new VllmBenchOutput(totals(100, 0), EIGHT_USERS, requests(100), OptionalDouble.empty()), START, END);

        // then
        assertThat(measurement.start()).isEqualTo(START);
        assertThat(measurement.end()).isEqualTo(END);
        assertThat(measurement.series()).isEmpty();
        assertThat(measurement.problems()).isEmpty();
    }

    @Test
    void shouldDoubtRequestsOutsideOfTheWindow() {
        // when
        Measurement measurement = VllmBenchResults.parse(new VllmBenchOutput(totals(100, 0), EIGHT_USERS, requests(100), OptionalDouble.of(0)), START, END);

        // then
        assertThat(measurement.start()).isEqualTo(START);
        assertThat(measurement.problems()).singleElement().asString().startsWith("its requests lie outside of its window");
    }

    @Test
    void shouldMeasureNothingWhereNoRequestWasCompleted() {
        // given
        Requests none = new Requests(new double[2], new double[2], new double[2], new long[2], new double[0],
                List.of("Traceback:\nConnectionRefusedError: [Errno 111]\n"));

        // when
        Measurement measurement = parse(totals(0, 2), EIGHT_USERS, none);

        // then
        assertThat(measurement.measured()).isFalse();
        assertThat(measurement.problems()).containsExactly("vllm bench serve completed 0 of 2 requests: ConnectionRefusedError: [Errno 111]");
    }

    @Test
    void shouldTellOfFailedRequests() {
        // given
        Requests requests = requests(100);
        requests.outputTokens()[7] = 0;

        // when
        Measurement measurement = parse(totals(99, 1), EIGHT_USERS, requests);

        // then
        assertThat(measurement.failed()).isEqualTo(1);
        assertThat(value(measurement, "errors")).isEqualTo(1);
        assertThat(measurement.problems()).containsExactly("1 request failed");
        assertThat(LatencyHistogram.decode(measurement.latency()).orElseThrow().count()).isEqualTo(99);
    }

    @Test
    void shouldDoubtCountsThatDoNotAddUp() {
        // when
        Measurement measurement = parse(new Totals(120, 90, 10, 1, 1, 10, OptionalDouble.empty()), EIGHT_USERS, requests(100));

        // then
        assertThat(measurement.problems()).containsExactly("accounting: of 120 requests 90 completed and 10 failed",
                "accounting: it counts 90 completed requests, and 100 have an answer", "10 requests failed");
    }

    @Test
    void shouldDoubtAResultWithoutDetails() {
        // when
        Measurement measurement = parse(totals(100, 0), EIGHT_USERS, new Requests(new double[0], new double[0], new double[0], new long[0], new double[0], List.of()));

        // then
        assertThat(measurement.measured()).isTrue();
        assertThat(measurement.latency()).isEmpty();
        assertThat(measurement.problems()).singleElement().asString().contains("--save-detailed");
    }

    @Test
    void shouldDoubtARateThatWasNotOffered() {
        // when
        Measurement reached = parse(totals(100, 0), new Load(11, 1, 0), requests(100));
        Measurement missed = parse(totals(100, 0), new Load(50, 0.5, 4), requests(100));

        // then
        assertThat(reached.problems()).isEmpty();
        assertThat(reached.loadModel()).isEqualTo("open, rate 11/s, Poisson, times from the sending");
        assertThat(missed.problems()).containsExactly("the offered rate of 50/s was not reached: 10.0/s were sent");
        assertThat(missed.loadModel()).isEqualTo("open, rate 50/s, gamma of shape 0.5, at most 4 users, times from the sending");
    }
}
