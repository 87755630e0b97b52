package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** vLLM itself, with a tiny model of weights drawn by chance: the shipped recipe with its own load generator. Skipped where there is no vLLM. */
@Timeout(900)
class VllmRunTest {
    private static final Duration LIMIT = Duration.ofMinutes(8);
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    @Test
    void shouldMeasureVllmWithItsOwnLoadGenerator() throws Exception {
        // given
        String path = ProgramFinder.path(ProgramFinder.folder("vllm", "docs/vllm.md tells how a build for CPUs is had"));
        Path model = TinyLlama.write(WORKBENCH.directory().resolve("tiny-llama"));
        List<String> words = new ArrayList<>(List.of("run", WORKBENCH.installation().recipe("vllm.yaml").toString(), "-o", WORKBENCH.output().toString()));
        for (String setting : List.of("services.llm.with.model=" + model, "services.llm.with.dtype=float32", "services.llm.with.max_model_len=512",
                "services.llm.with.args.load-format=dummy", "services.llm.with.args.enforce-eager=true", "services.llm.env.PATH=" + path,
                "services.llm.env.VLLM_CPU_KVCACHE_SPACE=1", "services.llm.slurm.mem=4G", "services.llm.slurm.partition=gpu", "clients.load.env.PATH=" + path,
                "clients.load.slurm.mem=2G", "clients.load.with.num_prompts=40", "clients.load.with.input_len=16", "clients.load.with.output_len=8",
                "clients.load.with.max_concurrency=2", "repetitions=1")) {
            words.addAll(List.of("--set", setting));
        }

        // when
        Ended ended = WORKBENCH.startAssay(words.toArray(String[]::new)).await(LIMIT);

        // then
        assertThat(ended.exitCode()).as(ended.console()).isZero();
        RunEvents events = WORKBENCH.events();
        Leftovers.assertNone(events.run(), WORKBENCH.output());
        JsonNode measurement = events.data("workload.measured").path("measurement");
        JsonNode written = new JsonMapper().readTree(Files.readString(WORKBENCH.output().resolve("results/load/rep-1/vllm-bench.json")));
        assertThat(measurement.path("operations").asLong()).isEqualTo(written.path("completed").asLong()).isEqualTo(40);
        assertThat(figure(measurement, "total_output_tokens")).isEqualTo(written.path("total_output_tokens").asDouble()).isEqualTo(40 * 8);
        assertThat(figure(measurement, "ttft_p50")).isPositive().isLessThan(figure(measurement, "latency_p50"));
        assertThat(measurement.path("loadModel").asString()).isEqualTo("closed, 2 users, times from the sending");
    }

    private static double figure(JsonNode measurement, String name) {
        return measurement.path("figures").valueStream().filter(figure -> figure.path("name").asString().equals(name)).findFirst().orElseThrow().path("value").asDouble();
    }
}
