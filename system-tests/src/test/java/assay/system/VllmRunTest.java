package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** vLLM itself, with a tiny model of weights drawn by chance: the shipped recipes with its own load generator and with loadgen. Skipped where there is no vLLM. */
@Timeout(900)
class VllmRunTest {
    private static final Duration LIMIT = Duration.ofMinutes(8);
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    @Test
    void shouldMeasureVllmWithItsOwnLoadGenerator() throws Exception {
        // given
        String path = ProgramFinder.path(vllm());

        // when
        RunEvents events = run("vllm.yaml", "clients.load.env.PATH=" + path, "clients.load.slurm.mem=2G", "clients.load.with.num_prompts=80",
                "clients.load.with.input_len=16", "clients.load.with.output_len=8", "clients.load.with.max_concurrency=2");

        // then
        JsonNode measurement = events.data("workload.measured").path("measurement");
        JsonNode written = new JsonMapper().readTree(Files.readString(WORKBENCH.directory().resolve("out-vllm.yaml/results/load/rep-1/vllm-bench.json")));
        assertThat(measurement.path("operations").asLong()).isEqualTo(written.path("completed").asLong()).isEqualTo(80);
        assertThat(figure(measurement, "total_output_tokens")).isEqualTo(written.path("total_output_tokens").asDouble()).isEqualTo(80 * 8);
        assertThat(figure(measurement, "ttft_p50")).isPositive().isLessThan(figure(measurement, "latency_p50"));
        assertThat(measurement.path("loadModel").asString()).isEqualTo("closed, 2 users, times from the sending");
    }

    @Test
    void shouldMeasureVllmWithLoadgen() throws Exception {
        // given
        WORKBENCH.installation().withLoadgen();

        // when
        RunEvents events = run("vllm-loadgen.yaml", "clients.load.with.rate=5", "clients.load.with.input_tokens=16", "clients.load.with.output_tokens=8",
                "clients.load.with.token_ids=3..999", "clients.load.with.warmup=2s", "clients.load.with.duration=8s");

        // then
        JsonNode measurement = events.data("workload.measured").path("measurement");
        assertThat(measurement.path("operations").asLong()).isPositive();
        assertThat(figure(measurement, "input_tokens")).isEqualTo(16);
        assertThat(figure(measurement, "output_tokens")).isEqualTo(8);
        assertThat(figure(measurement, "errors")).isZero();
    }

    private static Path vllm() {
        return ProgramFinder.folder("vllm", "docs/vllm.md tells how a build for CPUs is had");
    }

    /** Runs a shipped recipe with the tiny model, one window, to its end. */
    private static RunEvents run(String recipe, String... settings) throws Exception {
        Path model = TinyLlama.write(WORKBENCH.directory().resolve("tiny-llama"));
        Path output = WORKBENCH.directory().resolve("out-" + recipe);
        List<String> words = new ArrayList<>(List.of("run", WORKBENCH.installation().recipe(recipe).toString(), "-o", output.toString()));
        Stream<String> service = Stream.of("with.model=" + model, "with.dtype=float32", "with.max_model_len=512", "with.args.load-format=dummy", "with.args.enforce-eager=true",
                "env.PATH=" + ProgramFinder.path(vllm()), "env.VLLM_CPU_KVCACHE_SPACE=1", "slurm.mem=4G", "slurm.partition=gpu").map("services.llm."::concat);
        Stream.concat(Stream.concat(service, Stream.of("repetitions=1")), Stream.of(settings)).forEach(setting -> words.addAll(List.of("--set", setting)));
        Ended ended = WORKBENCH.startAssay(words.toArray(String[]::new)).await(LIMIT);
        assertThat(ended.exitCode()).as(ended.console()).isZero();
        RunEvents events = WORKBENCH.events();
        Leftovers.assertNone(events.run(), output);
        return events;
    }

    private static double figure(JsonNode measurement, String name) {
        return measurement.path("figures").valueStream().filter(figure -> figure.path("name").asString().equals(name)).findFirst().orElseThrow().path("value").asDouble();
    }
}
