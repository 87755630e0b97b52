package assay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The shipped recipes whose client is the load generator, made short: their reports say what it wrote itself, of its own window. */
@Timeout(300)
class LoadgenRunTest {
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    private static LoadgenTrial loadgen;

    @BeforeAll
    static void unpack() throws IOException {
        loadgen = LoadgenTrial.at(WORKBENCH);
    }

    @Test
    void shouldReportWhatTheGeneratorMeasuredOnPostgresql() throws Exception {
        // given
        Trial trial = loadgen.shipped("postgresql-loadgen", "clients.load.with.scale=1", "clients.load.with.rate=50", "clients.load.with.warmup=2s",
                "clients.load.with.duration=4s", "repetitions=2", "slo=[load.errors == 0]");

        // when
        RunEvents events = LoadgenTrial.assertMeasured(trial, "SLO 1/1 met");

        // then
        for (int repetition = 1; repetition <= 2; repetition++) {
            JsonNode written = LoadgenTrial.result(trial, "load", repetition);
            JsonNode measured = events.of("workload.measured", "load").get(repetition - 1).path("data").path("measurement");
            assertThat(measured.path("operations").asLong()).isEqualTo(written.path("counts").path("ok").asLong()).isPositive();
            assertThat(measured.path("loadModel").asString()).isEqualTo("open, Poisson, rate 50/s, at most 32 at a time");
            assertThat(LoadgenTrial.figure(measured.path("figures"), "tps")).isEqualTo(LoadgenTrial.figure(written.path("figures"), "tps"));
            assertThat(LoadgenTrial.figure(measured.path("figures"), "goodput")).isEqualTo(LoadgenTrial.figure(written.path("figures"), "goodput"));
            assertThat(written.path("load").path("seed").asInt()).isEqualTo(repetition);
        }
        assertThat(Files.readString(trial.output().resolve("report/report.md"))).contains("open, Poisson, rate 50/s, at most 32 at a time", "schedule delay", "service time", "goodput");
    }

    @Test
    void shouldCutTheWindowToTheGeneratorsOwn() throws Exception {
        // given
        Trial trial = loadgen.start("own-window", ServerWays.Way.WELL, "loadgen-http", "{ rate: 100, users: 16, warmup: 3s, duration: 4s }", "repetitions=1", "slo=[load.errors == 0]");

        // when
        RunEvents events = LoadgenTrial.assertMeasured(trial, "SLO 1/1 met");

        // then
        JsonNode window = LoadgenTrial.result(trial, "load", 1).path("window");
        JsonNode measured = events.data("workload.measured").path("measurement");
        assertThat(Instant.parse(measured.path("start").asString()).toEpochMilli()).isEqualTo(window.path("start_us").asLong() / 1000);
        assertThat(Instant.parse(measured.path("end").asString()).toEpochMilli()).isEqualTo(window.path("end_us").asLong() / 1000);
        assertThat(events.data("report.published").path("nodeSecondsMeasured").asDouble()).as("two nodes, scaled down to a bill that counts whole seconds").isCloseTo(8, within(1.0));
        assertThat(LoadgenTrial.report(trial).path("timeline").path("lanes").valueStream().filter(lane -> lane.path("component").asString().equals("load"))
                .flatMap(lane -> lane.path("segments").valueStream()).filter(segment -> segment.path("activity").asString().equals("MEASURE"))
                .mapToDouble(segment -> segment.path("to").asDouble() - segment.path("from").asDouble())).singleElement().satisfies(seconds -> assertThat(seconds).isCloseTo(4, within(0.05)));
    }

    @Test
    void shouldMeasureStreamsOfTokens() throws Exception {
        // given
        Trial trial = loadgen.start("tokens", ServerWays.Way.TOKENS, "loadgen-openai",
                "{ rate: 20, users: 16, input_tokens: 8, output_tokens: 5, warmup: 1s, duration: 4s, slo: 'ttft=1s,tpot=500ms' }", "repetitions=1");

        // when
        LoadgenTrial.assertMeasured(trial);

        // then
        JsonNode client = LoadgenTrial.report(trial).path("clients").get(0);
        JsonNode written = LoadgenTrial.result(trial, "load", 1);
        assertThat(client.path("timings").valueStream().map(timing -> timing.path("name").asString())).contains("latency", "ttft", "tpot", "itl", "schedule_delay");
        assertThat(LoadgenTrial.figure(client.path("headlines"), "total_output_tokens")).isEqualTo(written.path("tokens").path("output").asDouble()).isPositive();
        assertThat(LoadgenTrial.figure(client.path("headlines"), "goodput")).isPositive();
        assertThat(Files.readString(trial.output().resolve("report/report.md"))).contains("TTFT", "TPOT", "ITL");
    }
}
