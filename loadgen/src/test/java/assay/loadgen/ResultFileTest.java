package assay.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands in the files, against the schema and against each other. */
class ResultFileTest {
    private static final Path SCHEMA = Path.of("../docs/loadgen-result.schema.json");
    private static final double RESOLUTION = 0.002;
    private static final TestServer SERVER = TestServer.http(request -> request.response().end("ok"));

    @AfterAll
    static void close() {
        SERVER.close();
    }

    private static TestRun load(String... more) {
        return TestRun.of(Stream.concat(Stream.of("http", "--url", SERVER.url("/"), "--warmup", "300ms", "--duration", "1500ms"), Arrays.stream(more))
                .toArray(String[]::new));
    }

    private static long[] latencies(List<JsonNode> records) {
        return records.stream().mapToLong(line -> line.path("end").asLong() - line.path("due").asLong()).sorted().toArray();
    }

    @Test
    void shouldFollowThePublishedSchema() throws IOException {
        // given
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(Files.readString(SCHEMA), InputFormat.JSON);

        // when
        TestRun open = load("--rate", "ramp(50, 200)", "--slo", "latency=1s");
        TestRun closed = load("--users", "2", "--think-time", "5ms");

        // then
        for (TestRun run : List.of(open, closed)) {
            assertThat(schema.validate(Files.readString(run.file("result.json")), InputFormat.JSON)).isEmpty();
        }
    }

    @Test
    void shouldDrawTheSameScheduleFromTheSameSeed() {
        // when
        TestRun one = load("--rate", "300", "--seed", "9");
        TestRun same = load("--rate", "300", "--seed", "9");
        TestRun other = load("--rate", "300", "--seed", "10");

        // then
        assertThat(same.count("scheduled")).isEqualTo(one.count("scheduled")).isNotEqualTo(other.count("scheduled"));
    }

    @Test
    void shouldMergeReplicasIntoWhatTheirPooledRecordsGive() {
        // given
        TestRun one = load("--rate", "400", "--records", "--seed", "1");
        TestRun other = load("--users", "3", "--records", "--seed", "2");

        // when
        Histogram merged = one.histogram("latency");
        merged.add(other.histogram("latency"));

        // then
        long[] pooled = LongStream.concat(LongStream.of(latencies(one.records())), LongStream.of(latencies(other.records()))).sorted().toArray();
        assertThat(merged.getTotalCount()).isEqualTo(pooled.length);
        for (double percentile : new double[] {50, 90, 99, 99.9}) {
            long exact = pooled[(int) Math.ceil(pooled.length * percentile / 100) - 1];
            assertThat(Math.abs(merged.getValueAtPercentile(percentile) - exact)).isLessThanOrEqualTo((long) (2 + RESOLUTION * exact));
        }
    }

    @Test
    void shouldHoldInTheIntervalLogWhatTheHistogramHolds() throws IOException {
        // when
        TestRun run = load("--rate", "400");

        // then
        Histogram sum = new Histogram(1, 3_600_000_000L, 3);
        try (HistogramLogReader log = new HistogramLogReader(run.file("intervals.hlog").toFile())) {
            while (log.hasNext()) {
                if (log.nextIntervalHistogram() instanceof Histogram interval && "measured".equals(interval.getTag())) {
                    sum.add(interval);
                }
            }
        }
        assertThat(sum).isEqualTo(run.histogram("latency"));
        assertThat(Files.readAllLines(run.file("progress.jsonl"))).allSatisfy(line -> JsonMapper.shared().readTree(line))
                .anyMatch(line -> line.contains("\"phase\":\"measure\""));
    }

    @Test
    void shouldBeginAtTheInstantThatWasAgreed() {
        // given
        long agreed = (System.currentTimeMillis() + 1500) * 1000;

        // when
        TestRun run = load("--rate", "200", "--start-at", String.valueOf(agreed), "--records");

        // then
        JsonNode window = run.result().path("window");
        assertThat(window.path("start_us").asLong()).isEqualTo(agreed + 300_000);
        assertThat(window.path("end_us").asLong()).isEqualTo(agreed + 1_800_000);
        assertThat(window.path("late_us").asLong()).isZero();
        assertThat(run.records()).allMatch(line -> line.path("due").asLong() >= agreed + 300_000 && line.path("due").asLong() < agreed + 1_800_000);
    }

    @Test
    void shouldSayHowMuchTooLateItBegan() {
        // when
        TestRun run = load("--rate", "100", "--start-at", String.valueOf((System.currentTimeMillis() - 3000) * 1000));

        // then
        assertThat(run.result().path("window").path("late_us").asLong()).isGreaterThan(3_000_000);
        assertThat(run.passed("began_on_time")).isFalse();
    }

    @Test
    void shouldPauseBetweenTheRequestsOfAUserWhoThinks() {
        // when
        TestRun run = load("--users", "2", "--think-time", "50ms");

        // then
        assertThat(run.count("ok")).isBetween(20L, 62L);
        assertThat(run.passed("littles_law")).isTrue();
    }
}
