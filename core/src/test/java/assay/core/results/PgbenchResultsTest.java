package assay.core.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.events.Figure;
import assay.events.Measurement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded outputs of pgbench 15 in {@code pgbench/15}, and outputs in the form of other versions. */
class PgbenchResultsTest {
    private static final Instant START = Instant.parse("2026-11-23T18:31:00Z");
    private static final Instant END = Instant.parse("2026-11-23T18:32:40Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            closed    | 500 | 0 | 0 | 3954.069528 | closed, 2 clients
            open      | 299 | 0 | 0 | 100.461484 | open, rate 100/s, 2 clients
            skipped   | 539 | 0 | 7 | 543.437164 | open, rate 600/s, 1 client
            failures  | 20 | 60 | 0 | 162.560655 | closed, 4 clients
            retried   | 25 | 15 | 0 | 171.551304 | closed, 4 clients
            reconnect | 20 | 0 | 0 | 302.169578 | closed, 1 client
            """)
    void shouldReadRecordedRuns(String sample, long operations, long failed, long skipped, double tps, String loadModel) throws IOException {
        // given
        PgbenchOutput output = recorded(sample, sample.equals("open") ? 100 : sample.equals("skipped") ? 600 : 0);

        // when
        Measurement measurement = PgbenchResults.parse(output, START, END);

        // then
        assertThat(measurement.measured()).isTrue();
        assertThat(measurement.operations()).isEqualTo(operations);
        assertThat(measurement.failed()).isEqualTo(failed);
        assertThat(measurement.skipped()).isEqualTo(skipped);
        assertThat(value(measurement, "tps")).isEqualTo(tps);
        assertThat(value(measurement, "errors")).isEqualTo(failed);
        assertThat(measurement.loadModel()).isEqualTo(loadModel);
        assertThat(measurement.series()).hasSize(100);
        assertThat(measurement.series().stream().mapToLong(Long::longValue).sum()).isEqualTo(operations);
        assertThat(LatencyHistogram.decode(measurement.latency()).orElseThrow().count()).isEqualTo(operations);
        assertThat(measurement.problems()).filteredOn(problem -> !problem.startsWith("the offered rate")).isEmpty();
    }

    @Test
    void shouldTakeExactPercentilesFromTheLog() throws IOException {
        // given
        PgbenchOutput output = recorded("closed", 0);
        long[] sorted = output.transactionLogs().stream().flatMap(log -> StreamSupport.stream(log.spliterator(), false)).mapToLong(line -> Long.parseLong(line.split(" ")[2])).sorted().toArray();

        // when
        Measurement measurement = PgbenchResults.parse(output, START, END);

        // then
        assertThat(measurement.figures()).extracting(Figure::name)
                .containsExactly("tps", "latency_avg", "latency_p50", "latency_p95", "latency_p99", "latency_max", "errors");
        assertThat(measurement.figures()).allSatisfy(figure -> assertThat(PgbenchResults.units()).containsEntry(figure.name(), figure.unit()));
        assertThat(value(measurement, "latency_p50")).isEqualTo(sorted[249] / 1000.0);
        assertThat(value(measurement, "latency_p95")).isEqualTo(sorted[474] / 1000.0);
        assertThat(value(measurement, "latency_p99")).isEqualTo(sorted[494] / 1000.0);
        assertThat(value(measurement, "latency_max")).isEqualTo(sorted[499] / 1000.0);
        assertThat(value(measurement, "latency_avg")).isCloseTo(0.403, within(0.001));
    }

    @ParameterizedTest
    @CsvSource({"5,''", "6,p50", "71,p50", "72,p50 p95", "367,p50 p95", "368,p50 p95 p99"})
    void shouldLeaveOutPercentilesThatTooFewValuesCarry(int values, String expected) {
        // given
        String log = LongStream.range(0, values).mapToObj(i -> "0 " + i + " 1000 0 " + START.getEpochSecond() + " 5\n").reduce("", String::concat);
        PgbenchOutput output = new PgbenchOutput(summary18(values, 0, "tps = 10.0 (without initial connection time)"), "", List.of(PgbenchOutput.lines(log)));

        // when
        Measurement measurement = PgbenchResults.parse(output, START, END);

        // then
        assertThat(measurement.figures()).extracting(Figure::name).filteredOn(name -> name.startsWith("latency_p"))
                .containsExactlyElementsOf(Arrays.stream(expected.split(" ")).filter(name -> !name.isEmpty()).map(name -> "latency_" + name).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aborted | aborted after 0 transactions
            midway  | aborted after 58 transactions
            refused | no summary
            """)
    void shouldSayWhyNothingWasMeasured(String sample, String why) throws IOException {
        // when
        Measurement measurement = PgbenchResults.parse(recorded(sample, 0), START, END);

        // then
        assertThat(measurement.measured()).isFalse();
        assertThat(measurement.figures()).isEmpty();
        assertThat(measurement.problems()).singleElement().asString().contains(why).contains("pgbench: error: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0    | tps = 0.000000 (without initial connection time)
            100  | tps = NaN (without initial connection time)
            100  | tps = -nan (without initial connection time)
            100  | tps = 0.000000 (without initial connection time)
            100  | (the summary is cut off here)
            """)
    void shouldNotMeasureWhatHasNoThroughput(int processed, String tps) {
        // when
        Measurement measurement = PgbenchResults.parse(new PgbenchOutput(summary18(processed, 0, tps), "", List.of()), START, END);

        // then
        assertThat(measurement.measured()).isFalse();
        assertThat(measurement.problems()).hasSize(1);
    }

    @Test
    void shouldReadVersion18WithPerScriptLines() {
        // given
        String log = "0 0 3090 0 %d 167168\n0 1 deadlock 1 %d 200000\n".formatted(START.getEpochSecond() + 3, START.getEpochSecond() + 3);
        String tail = """
                tps = 617.283951 (without initial connection time)
                SQL script 1: <builtin: TPC-B (sort of)>
                 - weight: 1 (targets 50.0% of total)
                 - 1 transactions (50.0% of total)
                 - number of transactions actually processed: 1 (tps = 99.283951)
                 - number of failed transactions: 7 (0.000%)
                 - latency average = 3.090 ms
                """;

        // when
        Measurement measurement = PgbenchResults.parse(new PgbenchOutput(summary18(1, 1, tail), "", List.of(PgbenchOutput.lines(log))), START, END);

        // then
        assertThat(value(measurement, "tps")).isEqualTo(617.283951);
        assertThat(measurement.failed()).isEqualTo(1);
        assertThat(measurement.series().get(3)).isEqualTo(1);
        assertThat(measurement.problems()).isEmpty();
    }

    @Test
    void shouldReportWhatDoesNotAddUp() {
        // given
        String log = "0 0 100 0 %d 0\n0 1 failed 0 %d 0\n0 2 12\nnonsense\n0 3 x 0 1 1\n0 4 100 0 1 1\n".formatted(START.getEpochSecond(), START.getEpochSecond());

        // when
        Measurement measurement = PgbenchResults.parse(
                new PgbenchOutput(summary18(3, 0, "tps = 50.5 (without initial connection time)\n"), "pgbench: error: odd", List.of(PgbenchOutput.lines(log)), 200), START, END);

        // then
        assertThat(measurement.measured()).isTrue();
        assertThat(measurement.problems()).containsExactly(
                "accounting: the summary counts 3 completed transactions, the transaction log 2",
                "accounting: the summary counts 0 failed transactions, the transaction log 1",
                "3 lines of the transaction log could not be read",
                "1 transactions completed outside the window",
                "pgbench reported an error: pgbench: error: odd");
    }

    @Test
    void shouldReportAnOfferedRateThatWasNotReached() throws IOException {
        // when
        Measurement measurement = PgbenchResults.parse(recorded("open", 200), START, END);

        // then
        assertThat(measurement.problems()).containsExactly("the offered rate of 200/s was not reached: 100.5/s");
    }

    @Test
    void shouldSayThatLatenciesWereNotMeasuredWithoutALog() {
        // when
        Measurement measurement = PgbenchResults.parse(
                new PgbenchOutput(summary18(1000, 0, "tps = 100.5 (without initial connection time)"), "", List.of()), START, END);

        // then
        assertThat(measurement.figures()).extracting(Figure::name).containsExactly("tps", "errors");
        assertThat(measurement.problems()).containsExactly("no transaction log: latencies were not measured");
        assertThat(measurement.latency()).isEmpty();
    }

    @Test
    void shouldNotMeasureAnEmptyWindow() throws IOException {
        // when
        Measurement measurement = PgbenchResults.parse(recorded("closed", 0), END, START);

        // then
        assertThat(measurement.measured()).isFalse();
        assertThat(measurement.problems()).singleElement().asString().contains("the window is empty");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            progress: 1.0 s, 2495.8 tps, lat 1.534 ms stddev 0.598, 0 failed | 1.0 | 2495.8 | 1.534 | 0 | 0
            progress: 1795459487.211 s, 1017.0 tps, lat 1.619 ms stddev 0.404, 0 failed, lag 0.676 ms, 1939 skipped | 1795459487.211 | 1017.0 | 1.619 | 0 | 1939
            progress: 2.0 s, 10.0 tps, lat 1.5 ms stddev 0.5, 3 failed, lag 0.2 ms, 4 skipped, 2 retried, 5 retries | 2.0 | 10.0 | 1.5 | 3 | 4
            progress: 2.0 s, 0.0 tps, lat NaN ms stddev -nan, 12 failed | 2.0 | 0.0 | NaN | 12 | 0
            """)
    void shouldReadProgressLines(String line, double seconds, double tps, double latency, long failed, long skipped) {
        assertThat(PgbenchProgress.read(line)).contains(new PgbenchProgress(seconds, tps, latency, failed, skipped));
    }

    @ParameterizedTest
    @CsvSource({"''", "starting vacuum...end.", "'progress: x s, 1 tps'", "'progress: 1..2 s'"})
    void shouldPassOverOtherLines(String line) {
        assertThat(PgbenchProgress.read(line)).isEmpty();
    }

    private static double value(Measurement measurement, String figure) {
        return measurement.figures().stream().filter(candidate -> candidate.name().equals(figure)).findFirst().orElseThrow().value();
    }

    private static String summary18(long processed, long failed, String tail) {
        return """
                pgbench (18.6 (Debian 18.6-3), server 15.18 (Debian 15.18-0+deb12u1))
                transaction type: multiple scripts
                scaling factor: 5
                partition method: hash
                partitions: 2
                query mode: prepared
                number of clients: 4
                number of threads: 2
                maximum number of tries: 1
                duration: 4 s
                number of transactions actually processed: %d
                number of failed transactions: %d (0.000%%)
                latency average = 1.497 ms
                initial connection time = 37.747 ms
                %s""".formatted(processed, failed, tail);
    }

    /** A recorded run, moved in time to the start of the window. */
    private static PgbenchOutput recorded(String sample, double rate) throws IOException {
        List<String> logs = new ArrayList<>();
        for (int i = 0; PgbenchResultsTest.class.getResource(path(sample, "tx." + i)) != null; i++) {
            logs.add(text(path(sample, "tx." + i)));
        }
        long first = logs.stream().flatMap(String::lines).mapToLong(line -> Long.parseLong(line.split(" ")[4])).min().orElse(0);
        List<Iterable<String>> moved = logs.stream()
                .<Iterable<String>>map(log -> log.lines().map(line -> moved(line, START.getEpochSecond() - first)).toList()).toList();
        return new PgbenchOutput(text(path(sample, "summary.txt")), text(path(sample, "progress.txt")), moved, rate);
    }

    private static String moved(String line, long seconds) {
        String[] columns = line.split(" ");
        columns[4] = String.valueOf(Long.parseLong(columns[4]) + seconds);
        return String.join(" ", columns);
    }

    private static String path(String sample, String file) {
        return "/pgbench/15/" + sample + "/" + file;
    }

    private static String text(String path) throws IOException {
        try (InputStream in = PgbenchResultsTest.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
