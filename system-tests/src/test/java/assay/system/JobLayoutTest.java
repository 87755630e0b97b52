package assay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** Recipes whose work is laid out in several jobs, and programs of the user's own: planned as they are run, run to a verdict, nothing left. */
@Timeout(300)
class JobLayoutTest {
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    @BeforeAll
    static void configure() {
        WORKBENCH.environment("XDG_CONFIG_HOME", WORKBENCH.directory().resolve("config").toString());
    }

    @Test
    void shouldStartAServiceAnewForEachRepetition() throws Exception {
        // given
        Trial trial = Trial.shipped(WORKBENCH, "split", "repetitions=2", "services.db.lifetime=repetition");

        // when
        RunEvents events = trial.assertMeasured();

        // then
        assertThat(events.at("job.stop-requested", "db-r1")).isBetween(events.at("workload.measured", "load-r1"), events.at("job.submitted", "db-r2"));
        assertThat(events.of("service.ready")).hasSize(2);
        assertThat(figure(events, "load.windows")).isEqualTo(2);
        assertThat(trial.output().resolve("results/load-r2/rep-2/summary.txt")).isRegularFile();
    }

    @Test
    void shouldMeasureWithReplicasAtOneInstant() throws Exception {
        // given
        Trial trial = Trial.shippedAs("postgresql-early.yaml", WORKBENCH, "replicas", "clients.load.replicas=3");

        // when
        RunEvents events = trial.assertEnds(0, "VALID");

        // then
        assertThat(events.at("job.submitted", "load-3")).isLessThan(events.at("service.ready"));
        List<String> agreed = Stream.of("load-1", "load-2", "load-3").flatMap(job -> EventFiles.of(trial.output(), job).stream())
                .filter(text -> text.contains("\"phase\":\"measure\"")).map(text -> text.replaceAll(".*\"agreed\":\"([^\"]*)\".*", "$1")).toList();
        assertThat(agreed).hasSize(3).allMatch(agreed.getFirst()::equals);
        double together = events.of("workload.measured").stream().flatMap(event -> event.path("data").path("measurement").path("figures").valueStream())
                .filter(figure -> figure.path("name").asString().equals("tps")).mapToDouble(figure -> figure.path("value").asDouble()).sum();
        assertThat(figure(events, "load.tps")).isEqualTo(together, within(together / 1e6));
    }

    @Test
    void shouldGiveAProgramItsFilesAndSecretsAndReadItsFigures() throws Exception {
        // given
        Files.writeString(WORKBENCH.directory().resolve("ask.sh"), "test ${#KEY} = 7 && echo \"answers 42.5 in all\"\n");
        secret("my-key", "s3 cret");
        String recipe = Recipes.client("bash ask.sh").replace("    target: web\n", """
                    target: web
                    files: [ask.sh]
                    env: { KEY: { secret: my-key } }
                    figures: { answers: { regex: 'answers ([0-9.]+)', unit: 1/s, better: higher } }
                """);

        // when
        Trial trial = Trial.start(WORKBENCH, "own", recipe, "--set", "slo=[load.answers > 50]");
        RunEvents events = trial.assertEnds(1, "not met: load.answers > 50");

        // then
        assertThat(Trial.verdict(events)).isEqualTo("VALID");
        assertThat(figure(events, "load.answers")).isEqualTo(42.5);
        assertThat(WORKBENCH.start(List.of("grep", "-rlF", "s3 cret", trial.output().toString(), WORKBENCH.data().toString())).await(Duration.ofSeconds(10)).out()).isEmpty();
    }

    @Test
    void shouldRunTheVeryScriptsThatThePlanShows() throws Exception {
        // given
        Path shown = WORKBENCH.directory().resolve("shown");
        String recipe = WORKBENCH.recipe("plain.yaml", Recipes.measured(1, 0));

        // when
        Ended plan = WORKBENCH.assay("plan", recipe, "-o", shown.toString());
        RunEvents planned = RunEvents.parse(WORKBENCH.assay("events", onlyPlanned(), "--json").out());
        Trial trial = Trial.start(WORKBENCH, "plain", Recipes.measured(1, 0));

        // then
        assertThat(plan.exitCode()).as(plan.console()).isZero();
        assertThat(plan.out()).contains("node-hours", "nothing was submitted");
        assertThat(planned.types()).endsWith("run.finished").doesNotContain("job.submission-intended");
        trial.assertEnds(0);
        for (String job : List.of("web", "load")) {
            assertThat(shown.resolve(job + ".sh")).hasSameBinaryContentAs(trial.output().resolve("scripts/" + job + ".sh"));
        }
    }

    /** The id of the run that was only planned, which is never the latest. */
    private static String onlyPlanned() {
        return new JsonMapper().readTree(WORKBENCH.assay("list", "--json").out()).valueStream().filter(run -> run.path("state").asString().equals("planned")).findFirst()
                .orElseThrow().path("id").asString();
    }

    private static void secret(String name, String value) throws IOException {
        Path directory = Files.createDirectories(WORKBENCH.directory().resolve("config/assay/secrets"));
        Path file = Files.writeString(directory.resolve(name), value);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static double figure(RunEvents events, String name) {
        return events.data("report.published").path("figures").valueStream().filter(figure -> figure.path("name").asString().equals(name))
                .mapToDouble(figure -> figure.path("value").asDouble()).findFirst().orElseThrow();
    }
}
