package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.core.plan.Directive;
import assay.core.plan.Directives;
import assay.events.JobEvent.JobScripted;
import assay.events.JobName;
import assay.events.PlannedJob.Kind;
import assay.events.PlannedJob;
import assay.events.recipe.Program;
import assay.events.recipe.SlurmOptions;
import assay.events.recipe.ServiceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scripts as text: golden files ({@code -Dgolden.update=true} writes them anew), linters, and what is refused. A golden file holds a part that is
 * the same in each script by the part's name alone.
 */
final class ScriptWriterTest {
    private static final Pattern TAG = Pattern.compile("\\{\\{.*?}}");
    private static final Pattern TYPED = Pattern.compile("\\{\\{(sh|shArray|word|integer|sbatch) [a-zA-Z ]+}}|\\{\\{(hetjob|#each parts|#each this|/each|#if program|/if|#unless @first|#unless program|/unless)}}");

    private static final List<String> PARTS = List.of("wrapper.sh", "staged.sh", "image.sh", "programs.sh", "sampler.sh", "job.sh", "service.sh", "waiting.sh", "client.sh",
            "allocation.sh");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("scripts")
    void shouldWriteTheGoldenScripts(String name, JobScripted job) throws IOException {
        // when
        String script = job.script();
        for (String part : PARTS) {
            script = script.replace(ScriptTemplates.text(part), "## here stands " + part + "\n");
        }

        // then
        shouldEqualGolden(name + ".sh", script);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void shouldPassBashAndShellcheck(String name, JobScripted job) throws Exception {
        // given
        String script = Files.writeString(directory.resolve(name + ".sh"), job.script()).toString();

        // when
        Bash.Outcome syntax = Bash.run(List.of("bash", "-n", script));

        // then
        assertThat(syntax).isEqualTo(new Bash.Outcome(0, ""));
        shouldPassShellcheck(script);
    }

    static List<Arguments> scripts() {
        return List.of(Arguments.of("postgresql", service()),
                Arguments.of("pgbench", Samples.script(Samples.pgbench("5", "20"), 3, Samples.SITE, ScriptConfig.standard())),
                Arguments.of("redis-image", Samples.script(redis(), Samples.SITE, ScriptConfig.standard())),
                Arguments.of("allocation", Samples.allocation(Samples.pgbench("5", "20"), Samples.SITE, ScriptConfig.standard())));
    }

    private static JobScripted service() {
        return Samples.script(Samples.postgresql(), Samples.SITE, ScriptConfig.standard());
    }

    @Test
    void shouldSayWhatTheClusterIsAsked() {
        // when
        JobScripted service = service();

        // then
        assertThat(service.directives()).containsExactly("--nodes=1", "--ntasks=1", "--time=00:10:00", "--no-requeue", "--export=NONE", "--open-mode=append",
                "--signal=B:TERM@60", "--cpus-per-task=1", "--mem=2G");
        assertThat(service.sha256()).hasSize(64);
        assertThat(service()).isEqualTo(service);
    }

    @ParameterizedTest
    @MethodSource("presetTexts")
    void shouldPassShellcheckWithThePresetsOwnTexts(String preset, String key) throws Exception {
        // given
        Path script = Files.writeString(directory.resolve("text.sh"), "#!/bin/bash\n" + PresetText.of(preset).block(key));

        // when
        Bash.Outcome syntax = Bash.run(List.of("bash", "-n", script.toString()));

        // then
        assertThat(syntax).isEqualTo(new Bash.Outcome(0, ""));
        shouldPassShellcheck(script.toString());
    }

    static List<Arguments> presetTexts() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "presets"))) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString().replace(".yaml", "")).sorted()
                    .flatMap(preset -> PresetText.of(preset).keys().stream().map(key -> Arguments.of(preset, key))).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"head.hbs", "service.hbs", "client.hbs", "allocation.hbs"})
    void shouldReachTemplatesThroughTypedHelpersOnly(String name) {
        // when
        String template = ScriptTemplates.text(name);

        // then
        assertThat(TAG.matcher(template).results().map(result -> result.group())).isNotEmpty().allMatch(tag -> TYPED.matcher(tag).matches());
        assertThat(template).doesNotContain("{{{", "{{&", "{{>");
    }

    @ParameterizedTest
    @CsvSource({"qos,a b\"", "qos,'x\n#SBATCH --uid=0'", "qos,a\\b", "comment,`id`", "comment,é", "job_name,x", "output,/x", "'qos=1 --uid',0", "Wrap,x", "qos,it's"})
    void shouldRefuseHostileOptions(String name, String value) {
        // given
        ServiceSpec service = withOptions(Map.of(name, value));

        // when / then
        assertThatThrownBy(() -> Samples.script(service, Samples.SITE, ScriptConfig.standard())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected ");
    }

    @Test
    void shouldGiveEachNodeATaskUnlessTheRecipeSaysHowMany() {
        // when
        List<String> plain = Directives.of(new SlurmOptions(Map.of(), 2, 600), 600).stream().map(Directive::argument).toList();
        List<String> perNode = Directives.of(new SlurmOptions(Map.of("ntasks_per_node", "4"), 2, 600), 600).stream().map(Directive::argument).toList();

        // then
        assertThat(plain).contains("--nodes=2", "--ntasks=2");
        assertThat(perNode).contains("--nodes=2", "--ntasks-per-node=4").noneMatch(argument -> argument.startsWith("--ntasks="));
    }

    @Test
    void shouldQuoteOptionsThatNeedIt() {
        // when
        JobScripted job = Samples.script(withOptions(Map.of("constraint", "a100&ib", "exclusive", "true", "spread_job", "false")), Samples.SITE, ScriptConfig.standard());

        // then
        assertThat(job.script()).contains("#SBATCH --constraint=\"a100&ib\"\n", "#SBATCH --exclusive\n").doesNotContain("spread");
        assertThat(job.directives()).contains("--constraint=a100&ib", "--exclusive");
    }

    @Test
    void shouldNotAskForAWarningWhenTheLimitIsShort() {
        // when
        JobScripted job = Samples.script(
                new ServiceSpec("db", "", Map.of(), Samples.run("x"), new ServiceSpec.Ready(List.of(), "", 5), new ServiceSpec.Stop("TERM", 5), Map.of(),
                        List.of(), List.of(), "auto", new SlurmOptions(Map.of(), 1, 120), ""),
                Samples.SITE, ScriptConfig.standard());

        // then
        assertThat(job.directives()).contains("--time=00:02:00").noneMatch(directive -> directive.startsWith("--signal"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PORT", "ASSAY_TOKEN", "A B", "", "X=1", "é"})
    void shouldRefuseEnvironmentThatIsNotTheRecipes(String name) {
        // given
        Program program = new Program("", List.of(), "x", "", Map.of(name, "1"), List.of());

        // when / then
        assertThatThrownBy(() -> Samples.script(Samples.service(program, "", 5, List.of()), Samples.SITE, ScriptConfig.standard()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("variable");
    }

    private static ServiceSpec withOptions(Map<String, String> options) {
        ServiceSpec service = Samples.service(Samples.run("x"), "", 5, List.of());
        return new ServiceSpec(service.name(), "", Map.of(), service.program(), service.ready(), service.stop(), Map.of(), List.of(), List.of(), "auto",
                new SlurmOptions(options, 1, 600), "");
    }

    private static ServiceSpec redis() {
        Program program = new Program("docker://redis:7.4", List.of("redis-server", "--port", "$PORT"), "", "", Map.of("LANG", "C"), List.of());
        return new ServiceSpec("db", "", Map.of(), program, new ServiceSpec.Ready(List.of("redis-cli", "-p", "$PORT", "ping"), "", 60),
                new ServiceSpec.Stop("TERM", 15), Map.of(), List.of(), List.of(), "auto", Samples.SLURM, "");
    }

    private static void shouldEqualGolden(String name, String script) throws IOException {
        Path golden = Path.of("src/test/resources/golden", name);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, script);
        }
        assertThat(script).isEqualTo(Files.readString(golden));
    }

    private static void shouldPassShellcheck(String script) throws Exception {
        assumeTrue(Bash.installed("shellcheck"), "shellcheck is not installed");
        assertThat(Bash.run(List.of("shellcheck", "--exclude=SC1091", script))).isEqualTo(new Bash.Outcome(0, ""));
    }
}
