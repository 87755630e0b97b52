package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.JobEvent.JobScripted;
import assay.events.recipe.Program;
import assay.events.recipe.ServiceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The texts of the preset {@code vllm} in a real job, with a program in vLLM's place that answers as it does. */
@Timeout(60)
final class VllmPresetTest {
    @TempDir
    private Path directory;
    private JobTrial trial;
    private Path model;
    private Path programs;

    @BeforeEach
    void openTrial() throws IOException {
        trial = new JobTrial(directory);
        model = Files.createDirectory(directory.resolve("model"));
        Files.writeString(model.resolve("config.json"), "{}");
        programs = Files.createDirectory(directory.resolve("programs"));
        Path vllm = Files.copy(Path.of("src/test/resources/programs/vllm"), programs.resolve("vllm"));
        Files.setPosixFilePermissions(vllm, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void closeTrial() throws IOException {
        trial.close();
    }

    @Test
    void shouldGiveVllmItsOptionsInItsOwnWords() throws Exception {
        // given
        JobScripted script = script(Map.of("ASSAY_WITH_MAX_MODEL_LEN", "512",
                "ASSAY_WITH_ARGS", "enforce-eager=true\nenable-prefix-caching=false\nload-format=dummy\ncompilation-config={\"level\": 0, \"a\": \"x=y\"}"));

        // when
        Process job = trial.start(script);
        trial.await(job, "READY");

        // then
        String arguments = Files.readString(trial.file("arguments"));
        assertThat(arguments).startsWith("serve " + model + " --host=0.0.0.0 --port=").contains(" --tensor-parallel-size=1 --dtype=auto --generation-config=vllm --max-model-len=512 ")
                .endsWith(" --enforce-eager --no-enable-prefix-caching --load-format=dummy --compilation-config={\"level\": 0, \"a\": \"x=y\"}\n");
    }

    @Test
    void shouldBeReadyWhenOneTokenWasAnswered() throws Exception {
        // when
        Process job = trial.start(script(Map.of()));
        trial.await(job, "READY");

        // then
        assertThat(Files.readString(trial.file("prompts"))).contains("{\"model\":\"tiny/model\",\"prompt\":\"a\",\"max_tokens\":1,\"temperature\":0}");
    }

    @Test
    void shouldTakeAsManyGpusAsTheJobHas() throws Exception {
        // when
        Process job = trial.start(script(Map.of()), "4711", Map.of("SLURM_GPUS_ON_NODE", "4"));
        trial.await(job, "READY");

        // then
        assertThat(Files.readString(trial.file("arguments"))).contains(" --tensor-parallel-size=4 ");
    }

    @Test
    void shouldBeginVllmOnAllNodesOfTheJob() throws Exception {
        // given
        Path srun = Files.writeString(programs.resolve("srun"), """
                #!/bin/bash
                echo "$*" > "$ASSAY_RUN_DIR/srun"
                """);
        Files.setPosixFilePermissions(srun, PosixFilePermissions.fromString("rwxr-xr-x"));

        // when
        Process job = trial.start(script(Map.of()), "4711", Map.of("SLURM_JOB_NUM_NODES", "3"));
        trial.await(job, "READY");

        // then
        String first = Files.readString(trial.file("arguments"));
        assertThat(first).contains(" --pipeline-parallel-size=3 ").contains(" --nnodes=3 --master-addr=").endsWith(" --node-rank=0\n");
        String further = Files.readString(trial.file("srun"));
        assertThat(further).startsWith("--nodes=2 --ntasks=2 --relative=1 ").contains("\"--node-rank=$((SLURM_PROCID + 1))\"").contains(" --headless")
                .endsWith(first.substring("serve ".length()).replace(" --node-rank=0", ""));
    }

    @Test
    void shouldGiveUpAtOnceWhenTheEngineIsDead() throws Exception {
        // given
        trial.write("dead", "");

        // when
        Process job = trial.start(script(Map.of()));

        // then
        assertThat(trial.exit(job)).isEqualTo(72);
        assertThat(trial.last()).containsEntry("reason", "never-ready");
        assertThat(trial.log()).contains("its engine is dead");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldSayThatTheModelCannotBeRead() throws Exception {
        // when
        Process job = trial.start(script(Map.of("ASSAY_WITH_MODEL", "/no/such/model")));

        // then
        assertThat(trial.exit(job)).isEqualTo(66);
        assertThat(trial.last()).containsEntry("reason", "prepare-failed");
        assertThat(trial.log()).contains("/no/such/model/config.json cannot be read");
    }

    private JobScripted script(Map<String, String> given) {
        PresetText preset = PresetText.of("vllm");
        Map<String, String> environment = new LinkedHashMap<>(Map.of("ASSAY_WITH_MODEL", model.toString(), "ASSAY_WITH_TENSOR_PARALLEL_SIZE", "0", "ASSAY_WITH_PIPELINE_PARALLEL_SIZE", "0", "ASSAY_WITH_DTYPE", "auto",
                "ASSAY_WITH_MAX_MODEL_LEN", "0", "ASSAY_WITH_CACHE", "", "ASSAY_WITH_OFFLINE", "true", "ASSAY_WITH_ARGS", "", "PATH", programs + ":/usr/bin:/bin"));
        environment.putAll(given);
        Program program = new Program("", List.of(), preset.block("run"), preset.block("prepare"), environment, List.of());
        ServiceSpec service = new ServiceSpec("db", "vllm", Map.of(), program, new ServiceSpec.Ready(List.of(), preset.block("ready"), 60), new ServiceSpec.Stop("TERM", 5),
                Map.of(), List.of(), List.of(), "auto", Samples.SLURM, "");
        return Samples.script(service, trial.site(), trial.config());
    }
}
