package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** vLLM itself, with a tiny model of weights drawn by chance: the shipped recipe with its own load generator. Skipped where there is no vLLM. */
@Timeout(900)
class VllmRunTest {
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    @Test
    void shouldMeasureVllmWithItsOwnLoadGenerator() throws Exception {
        // given
        String path = ProgramFinder.path(ProgramFinder.folder("vllm", "docs/vllm.md tells how a build for CPUs is had"));
        Path model = TinyLlama.write(WORKBENCH.directory().resolve("tiny-llama"));
        List<String> words = List.of("--set", "services.llm.with.model=" + model, "--set", "services.llm.with.dtype=float32", "--set", "services.llm.with.max_model_len=512",
                "--set", "services.llm.with.args.load-format=dummy", "--set", "services.llm.with.args.enforce-eager=true", "--set", "services.llm.env.PATH=" + path,
                "--set", "services.llm.env.VLLM_CPU_KVCACHE_SPACE=1", "--set", "services.llm.slurm.mem=4G", "--set", "services.llm.slurm.partition=gpu",
                "--set", "clients.load.env.PATH=" + path, "--set", "clients.load.slurm.mem=2G", "--set", "clients.load.with.num_prompts=40",
                "--set", "clients.load.with.input_len=16", "--set", "clients.load.with.output_len=8", "--set", "clients.load.with.max_concurrency=2", "--set", "repetitions=1");

        // when
        RunEvents events = Trial.of(WORKBENCH, "vllm", WORKBENCH.installation().recipe("vllm.yaml").toString(), words).assertMeasured();

        // then
        JsonNode measurement = events.data("workload.measured").path("measurement");
        JsonNode written = new JsonMapper().readTree(Files.readString(WORKBENCH.directory().resolve("out-vllm/results/load/rep-1/vllm-bench.json")));
        assertThat(measurement.path("operations").asLong()).isEqualTo(written.path("completed").asLong()).isEqualTo(40);
        assertThat(figure(measurement, "total_output_tokens")).isEqualTo(written.path("total_output_tokens").asDouble()).isEqualTo(40 * 8);
        assertThat(figure(measurement, "ttft_p50")).isPositive().isLessThan(figure(measurement, "latency_p50"));
        assertThat(measurement.path("loadModel").asString()).isEqualTo("closed, 2 users, times from the sending");
    }

    private static double figure(JsonNode measurement, String name) {
        return measurement.path("figures").valueStream().filter(figure -> figure.path("name").asString().equals(name)).findFirst().orElseThrow().path("value").asDouble();
    }
}
