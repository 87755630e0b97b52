package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import assay.log.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line alone, with none of Assay's services on its class path, and one server that it speaks to in three ways. */
@Timeout(300)
class ThinClientTest {
    @RegisterExtension
    static final Workbench WORKBENCH = Workbench.withoutSlurm();
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Map<Way, String> RUNS = new HashMap<>();
    private static ThinInstallation installation;

    /** How the server is spoken to. */
    private enum Way {
        OWN, KAFKA, HTTP;

        List<String> words() {
            return switch (this) {
                case OWN -> List.of("--data-dir", WORKBENCH.data().toString());
                case KAFKA -> List.of("--kafka-config", WORKBENCH.directory().resolve("client.properties").toString());
                case HTTP -> List.of("--server", installation.server());
            };
        }
    }

    /** Each way carries a run through. */
    @BeforeAll
    static void begin() throws IOException {
        installation = ThinInstallation.set(WORKBENCH);
        Files.writeString(WORKBENCH.directory().resolve("client.properties"), Endpoint.read(WORKBENCH.data()).orElseThrow().clientProperties());
        String recipe = WORKBENCH.recipe("two.yaml", Recipes.measured(1, 0));
        for (Way way : Way.values()) {
            Path output = WORKBENCH.directory().resolve("out-" + way);
            Ended ended = thin(way, "run", recipe, "--set", "cluster=local", "-o", output.toString());
            assertThat(ended.exitCode()).as(ended.console()).isZero();
            assertThat(ended.out()).contains("web: ready", "says measured", "VALID (first look)", "report out-" + way + "/report/report.html");
            assertThat(output.resolve("report/report.html")).isNotEmptyFile();
            assertThat(output.resolve("report/result.json")).isNotEmptyFile();
            RUNS.put(way, ended.out().substring("run ".length(), "run ".length() + 6));
        }
    }

    private static Ended thin(Way way, String... words) {
        return start(way, words).await(LIMIT);
    }

    private static Started start(Way way, String... words) {
        return WORKBENCH.start(Stream.of(Stream.of(installation.launcher().toString()), Stream.of(words), way.words().stream()).flatMap(Function.identity()).toList());
    }

    /** What differs from one way to another: where the results are, as one finds them. */
    private static String plain(Ended ended) {
        return ended.out().replaceAll("\\S*/v1/runs/\\w+/report(/report\\.html)?|\\S*(out-\\w+|runs/\\w+)(/report/report\\.html)?", "PLACE");
    }

    @Test
    void shouldHoldNoneOfTheServices() throws IOException {
        // when
        try (Stream<Path> jars = Files.list(installation.libraries())) {
            // then
            assertThat(jars.map(jar -> jar.getFileName().toString())).isNotEmpty()
                    .noneMatch(jar -> jar.matches("assay-(\\w+-service|cluster|gateway|server|testkit)-.*|kafka_.*|kafka-(server|raft|metadata|storage).*|vertx-web.*|log4j.*"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "list --json", "show RUN", "show RUN --json", "show RUN --timing", "show RUN --at 5", "show RUN --diff 3 9", "events RUN", "events RUN --json",
        "logs RUN", "logs RUN load", "report RUN", "wait RUN", "watch RUN"})
    void shouldTellTheSameWhicheverWayItIsAsked(String command) {
        for (String run : command.contains("RUN") ? RUNS.values() : List.of("")) {
            // when
            List<Ended> told = Stream.of(Way.values()).map(way -> thin(way, command.replace("RUN", run).split(" "))).toList();

            // then
            assertThat(told).extracting(Ended::exitCode).as(told.getLast().console()).containsOnly(0);
            assertThat(plain(told.get(1))).isEqualTo(plain(told.get(0)));
            assertThat(plain(told.get(2))).isEqualTo(plain(told.get(0)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldPlanSubmitCancelAndRunAgain(Way way) throws IOException {
        // given
        String recipe = WORKBENCH.recipe("long-" + way + ".yaml", Recipes.measured(60, 0));

        // when
        Ended plan = thin(way, "plan", recipe, "--set", "cluster=local");
        Ended submit = thin(way, "submit", recipe, "--set", "cluster=local");
        String run = submit.out().strip();
        Ended cancel = thin(way, "cancel", run, "--reason", "enough");
        Ended wait = thin(way, "wait", run);
        Ended again = thin(way, "rerun", RUNS.get(way), "-o", WORKBENCH.directory().resolve("again-" + way).toString());

        // then
        assertThat(plan.exitCode()).as(plan.console()).isZero();
        assertThat(plan.out()).contains("worst case").contains("web").contains("load");
        assertThat(run).matches("[a-z0-9]{10}");
        assertThat(cancel.exitCode()).as(cancel.console()).isZero();
        assertThat(wait.exitCode()).isEqualTo(5);
        assertThat(again.exitCode()).as(again.console()).isZero();
        assertThat(WORKBENCH.directory().resolve("again-" + way + "/report/report.html")).isNotEmptyFile();
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseABadRecipeAtItsPlace(Way way) throws IOException {
        // given
        String recipe = WORKBENCH.recipe("bad.yaml", Recipes.measured(1, 0).replace("target: web", "tarjet: web"));

        // when
        Ended ended = thin(way, "run", recipe, "-o", WORKBENCH.directory().resolve("bad-" + way).toString());

        // then
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.console()).contains("bad.yaml:").contains("did you mean 'target'?");
        assertThat(WORKBENCH.directory().resolve("bad-" + way)).doesNotExist();
    }

    @Test
    void shouldFetchAReportLater() {
        // when
        Ended ended = thin(Way.HTTP, "report", RUNS.get(Way.OWN), "-o", WORKBENCH.directory().resolve("fetched").toString());

        // then
        assertThat(ended.exitCode()).as(ended.console()).isZero();
        assertThat(WORKBENCH.directory().resolve("fetched/report/report.html")).hasSameBinaryContentAs(WORKBENCH.directory().resolve("out-OWN/report/report.html"));
    }

    @Test
    void shouldShowALogFromBeforeItsBeginningToItsEnd() throws IOException {
        // given
        Path gate = WORKBENCH.directory().resolve("gate");
        String words = "for i in 1 2 3; do echo \"line $i\" >&2; until [ -e " + gate + "$i ]; do sleep 0.1; done; done; echo printed";
        String run = thin(Way.HTTP, "submit", WORKBENCH.recipe("talking.yaml", Recipes.client(words)), "--set", "cluster=local").out().strip();
        Eventually.await("the run is planned", LIMIT, () -> thin(Way.HTTP, "show", run).out().contains("load"));

        // when
        Started following = start(Way.HTTP, "logs", run, "load", "--follow");

        // then
        for (int i = 1; i <= 3; i++) {
            String line = "line " + i;
            Eventually.await(line + " is shown while the job waits behind it", LIMIT, () -> following.said().contains(line));
            assertThat(following.said()).doesNotContain("line " + (i + 1), "printed");
            assertThat(following.alive()).isTrue();
            Files.createFile(gate.resolveSibling("gate" + i));
        }
        Ended ended = following.await(LIMIT);
        assertThat(ended.exitCode()).as(ended.console()).isZero();
        assertThat(ended.out()).startsWith("==> load (load-a1." + run).containsOnlyOnce("line 1").contains("printed", "STOPPED reason=done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"import file", "replay --verify", "export latest", "events --dead"})
    void shouldSayWhatAnotherWayIsGoodFor(String command) {
        // when
        Ended ended = thin(Way.HTTP, command.split(" "));

        // then
        assertThat(ended.exitCode()).isEqualTo(64);
        assertThat(ended.err()).containsAnyOf("where the server is", "do it where");
    }
}
