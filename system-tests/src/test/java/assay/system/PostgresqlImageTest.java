package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The shipped recipe whose PostgreSQL and pgbench come out of a container image, made short, with the image that tests have. */
@Timeout(300)
class PostgresqlImageTest {
    @RegisterExtension
    final Workbench workbench = new Workbench();

    private Path image;

    @BeforeEach
    void findImage() throws Exception {
        image = Images.postgresql();
    }

    @Test
    void shouldMeasureAServerInAnImage() throws Exception {
        assertMeasures("postgres");
    }

    @Test
    void shouldMeasureAServerInAnImageAsAnOrdinaryUser() throws Exception {
        OrdinaryUserTest.become(workbench);
        assertMeasures("bench");
    }

    private void assertMeasures(String account) throws Exception {
        // when
        Trial trial = start(image.toString()).awaitMeasuring();
        List<String> alive = Leftovers.processes(run(trial));
        RunEvents events = trial.assertMeasured("image " + image.getFileName());

        // then
        assertThat(alive).as("what mounts the image bears the token").anyMatch(process -> process.contains("squashfuse"));
        PgbenchReport.assertEqual(trial.output(), events);
        for (String job : List.of("db", "load")) {
            JsonNode entered = reported(events, job, "ENTERED");
            assertThat(entered.path("image").asString()).isEqualTo(image.toString());
            assertThat(entered.path("runtime").asString()).startsWith("apptainer ");
            assertThat(entered.path("sha256").asString()).isEqualTo(Digest.sha256(image));
        }
        assertThat(reported(events, "db", "STARTED").path("user").asString()).isEqualTo(account);
        assertThat(Files.readString(trial.output().resolve("report/report.md"))).contains("Container images as jobs entered them", Digest.sha256(image));
    }

    @Test
    void shouldFindTheImageBesideTheRecipe() throws Exception {
        // given
        Files.createSymbolicLink(workbench.directory().resolve("postgresql.sif"), image);
        Path recipe = Files.copy(workbench.installation().recipe("postgresql-apptainer.yaml"), workbench.directory().resolve("mine.yaml"));

        // when
        Ended plan = workbench.assay("plan", recipe.toString());

        // then
        assertThat(plan.exitCode()).as(plan.console()).isZero();
        assertThat(plan.console()).contains("image " + workbench.directory().resolve("postgresql.sif"), "nothing was submitted");
    }

    @Test
    void shouldRefuseAnImageThatIsNotThere() throws Exception {
        // when
        Ended ended = workbench.assay("run", workbench.installation().recipe("postgresql-apptainer.yaml").toString(), "-o", workbench.output().toString(),
                "--set", "services.db.image=/tmp/no-such-folder/pg.sif");

        // then
        assertThat(ended.exitCode()).as(ended.console()).isEqualTo(4);
        assertThat(ended.console()).contains("/tmp/no-such-folder/pg.sif cannot be staged: there is no /tmp/no-such-folder/pg.sif");
        assertThat(workbench.events().types()).doesNotContain("job.submitted");
    }

    @Test
    void shouldLeaveNothingWhenItIsInterrupted() throws Exception {
        // given
        Trial trial = start(image.toString()).awaitMeasuring();

        // when
        trial.interrupt();

        // then
        trial.assertEnds(130);
    }

    @Test
    void shouldLeaveNothingWhenTheContainersRuntimeIsKilled() throws Exception {
        // given
        Trial trial = start(image.toString()).awaitMeasuring();

        // when
        runtime("db-a1." + trial.id()).destroyForcibly();

        // then
        trial.assertFails("ended by itself with 137");
    }

    /** The id of a run under way, by what its jobs have claimed: quicker than to ask for it. */
    private static String run(Trial trial) throws IOException {
        try (Stream<Path> claims = Files.list(trial.output().resolve("claims"))) {
            return claims.map(claim -> claim.getFileName().toString().split("\\.")).filter(token -> token[0].startsWith("db")).findFirst().orElseThrow()[1];
        }
    }

    private Trial start(String path) {
        List<String> settings = new ArrayList<>();
        for (String component : List.of("services.db", "clients.load")) {
            settings.add(component + ".image=" + path);
        }
        return Trial.shippedAs("postgresql-apptainer.yaml", workbench, "image", settings.toArray(String[]::new));
    }

    private static JsonNode reported(RunEvents events, String job, String kind) {
        return events.of("job.reported", job).stream().map(event -> event.path("data")).filter(data -> data.path("kind").asString().equals(kind)).findFirst().orElseThrow()
                .path("details");
    }

    /** The process that started a program that bears the token. */
    private static ProcessHandle runtime(String token) {
        return ProcessHandle.allProcesses().filter(process -> read(process, "environ").contains("ASSAY_TOKEN=" + token)).map(ProcessHandle::parent).flatMap(Optional::stream)
                .filter(parent -> read(parent, "cmdline").startsWith("Apptainer runtime parent")).findFirst().orElseThrow();
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
