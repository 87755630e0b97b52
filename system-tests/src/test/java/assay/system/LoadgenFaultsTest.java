package assay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.system.ServerWays.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Servers that do not answer as they should: counted by class in the report, never VALID, and nothing hangs. */
@Timeout(300)
class LoadgenFaultsTest {
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    private static LoadgenTrial loadgen;

    @BeforeAll
    static void unpack() throws IOException {
        loadgen = LoadgenTrial.at(WORKBENCH);
    }

    /**
     * It stands still for 400 ms of every 4 s. Of the requests of an even schedule a tenth falls into the stall, and waits for between nothing and all of
     * it, each wait as likely as any other. So 1 % waits longer than x where 0.1 · (400 ms − x) / 400 ms = 0.01: x = 360 ms.
     */
    @Test
    void shouldSeeAStallInTheOpenLoadAsComputedByHand() throws Exception {
        // given
        Trial trial = loadgen.start("stall", Way.STALLING, "loadgen-http", "{ rate: 100, spacing: regular, users: 100, warmup: 1s, duration: 8s }", "repetitions=1");

        // when
        RunEvents events = LoadgenTrial.assertMeasured(trial);

        // then
        assertThat(LoadgenTrial.figure(events.data("report.published").path("figures"), "load.latency_p99")).isCloseTo(360, within(40.0));
        assertThat(Files.readString(trial.output().resolve("report/report.html"))).contains("open, regular, rate 100/s, at most 100 at a time");
    }

    @ParameterizedTest
    @CsvSource({"FAILING, loadgen-http, http-5xx", "SOMETIMES_FAILING, loadgen-http, http-5xx", "CLOSING, loadgen-http, closed", "LEAVING, loadgen-http, connect",
        "TOKENLESS, loadgen-openai, no-tokens"})
    void shouldCountErrorsByClassAndBelieveNothing(Way way, String preset, String errorClass) throws Exception {
        // given
        String lengths = preset.equals("loadgen-openai") ? ", input_tokens: 8, output_tokens: 5" : "";
        Trial trial = loadgen.start(way.name().toLowerCase(Locale.ROOT), way, preset, "{ rate: 40, users: 20, warmup: 1s, duration: 4s, drain: 3s" + lengths + " }", "repetitions=1");

        // when
        RunEvents events = trial.assertEnds(2, "INVALID", errorClass);

        // then
        assertThat(events.data("run.finished").path("outcome").asString()).isEqualTo("COMPLETED");
        JsonNode counts = LoadgenTrial.result(trial, "load", 1).path("counts");
        long failed = counts.path("failed").asLong() + counts.path("timed_out").asLong() + counts.path("unfinished").asLong();
        JsonNode errors = LoadgenTrial.report(trial).path("errors");
        assertThat(errors.valueStream().map(error -> error.path("error").path("name").asString())).contains(errorClass);
        assertThat(errors.valueStream().mapToLong(error -> error.path("error").path("count").asLong()).sum()).isEqualTo(failed).isPositive();
        assertThat(Files.readString(trial.output().resolve("report/report.md"))).contains("Errors by class");
    }
}
