package assay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Three load generators on three nodes, queued before their service: one load, whose report tells what all their requests together tell. */
@Isolated("three load generators have to keep their time")
@Timeout(300)
class LoadgenReplicasTest {
    private static final long WARMUP_MICROS = 1_000_000;
    /** From there on a replica says that it began late; on a busy machine one may. */
    private static final long LATE_MICROS = 1_000_000;
    private static final List<String> REPLICAS = List.of("load-1", "load-2", "load-3");
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    private static LoadgenTrial loadgen;

    @BeforeAll
    static void unpack() throws IOException {
        loadgen = LoadgenTrial.at(WORKBENCH);
    }

    @Test
    void shouldMergeReplicasAsIfTheirRequestsWerePooled() throws Exception {
        // given
        Trial trial = loadgen.start("replicas", ServerWays.Way.STALLING, "loadgen-http",
                "{ rate: 60, users: 60, warmup: 1s, duration: 8s, records: true }", "repetitions=1", "clients.load.replicas=3", "clients.load.queue=early");

        // when
        RunEvents events = LoadgenTrial.assertMeasured(trial);

        // then
        JsonNode client = assertPooled(trial);
        assertThat(client.path("loadModel").asString()).isEqualTo("3 replicas, each open, Poisson, rate 60/s, at most 60 at a time");
        assertThat(events.at("job.submitted", "load-3")).isLessThan(events.at("service.ready"));
    }

    @Test
    void shouldMergeTheReplicasOfTheShippedRecipeFromThreeNodes() throws Exception {
        // given
        ProgramFinder.folder("nginx", "`dev/test --install` installs it");
        Trial trial = loadgen.shipped("http-replicas", "clients.load.with.rate=200", "clients.load.with.warmup=1s", "clients.load.with.duration=4s",
                "clients.load.with.records=true", "repetitions=1", "services.web.slurm.partition=gpu");

        // when
        RunEvents events = LoadgenTrial.assertMeasured(trial);

        // then
        assertPooled(trial);
        assertThat(REPLICAS.stream().flatMap(job -> events.of("job.state-changed", job).stream()).map(event -> event.path("data").path("nodes").asString())
                .filter(nodes -> !nodes.isEmpty()).distinct()).hasSize(3);
    }

    /** Fails unless the report tells of the replicas what their own records tell together, within the histogram's resolution; gives what it tells. */
    private static JsonNode assertPooled(Trial trial) throws IOException {
        long[] pooled = REPLICAS.stream().flatMapToLong(job -> latencies(trial, job)).sorted().toArray();
        JsonNode client = LoadgenTrial.report(trial).path("clients").get(0);
        assertThat(client.path("replicas").asInt()).isEqualTo(3);
        assertThat(client.path("operations").asLong()).isEqualTo(pooled.length);
        for (var percentile : List.of(50, 90, 95, 99)) {
            double exact = pooled[(int) Math.ceil(pooled.length * percentile / 100.0) - 1] / 1000.0;
            assertThat(LoadgenTrial.figure(client.path("headlines"), "latency_p" + percentile)).as("p" + percentile).isCloseTo(exact, within(exact / 1000 + 0.001));
        }
        assertThat(LoadgenTrial.figure(client.path("headlines"), "latency_avg")).isCloseTo(Arrays.stream(pooled).average().orElseThrow() / 1000, within(0.05));
        return client;
    }

    @Test
    void shouldBeginTheirWindowsTogetherAndEachInItsOwnWay() throws Exception {
        // given
        Trial trial = loadgen.start("together", ServerWays.Way.WELL, "loadgen-http", "{ rate: 20, warmup: 1s, duration: 3s }", "repetitions=2",
                "clients.load.replicas=3");

        // when
        LoadgenTrial.assertMeasured(trial);

        // then
        for (int repetition = 1; repetition <= 2; repetition++) {
            long[] agreed = new long[REPLICAS.size()];
            long[] seeds = new long[REPLICAS.size()];
            for (int replica = 0; replica < REPLICAS.size(); replica++) {
                JsonNode written = LoadgenTrial.result(trial, REPLICAS.get(replica), repetition);
                JsonNode window = written.path("window");
                agreed[replica] = window.path("agreed_start_us").asLong();
                seeds[replica] = written.path("load").path("seed").asLong();
                assertThat(window.path("start_us").asLong()).isEqualTo(agreed[replica] + WARMUP_MICROS + window.path("late_us").asLong());
                assertThat(isPunctual(written)).isEqualTo(window.path("late_us").asLong() <= LATE_MICROS);
            }
            assertThat(agreed[0]).isPositive();
            assertThat(LongStream.of(agreed)).containsOnly(agreed[0]);
            assertThat(seeds).containsExactly(repetition, 1000 + repetition, 2000 + repetition);
        }
    }

    private static boolean isPunctual(JsonNode written) {
        return written.path("checks").valueStream().filter(check -> check.path("name").asString().equals("began_on_time")).findFirst().orElseThrow().path("passed").asBoolean();
    }

    /** Response times of a replica's requests, from its own records: microseconds from the due instant to the end. */
    private static LongStream latencies(Trial trial, String job) {
        try (BufferedReader records = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(trial.output().resolve("results/" + job + "/rep-1/requests.jsonl.gz"))), StandardCharsets.UTF_8))) {
            return records.lines().map(line -> new JsonMapper().readTree(line)).filter(request -> request.path("result").asString().equals("ok"))
                    .mapToLong(request -> request.path("end").asLong() - request.path("due").asLong()).boxed().toList().stream().mapToLong(Long::longValue);
        } catch (IOException e) {
            throw new AssertionError("the records of " + job + " cannot be read", e);
        }
    }
}
