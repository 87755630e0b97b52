package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A run on this very machine that is run again, and taken elsewhere. */
@Timeout(400)
class RerunTest {
    private static final String FOREIGN = "foreign000";
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    @ParameterizedTest
    @ValueSource(strings = {"parse", "schedule", "run"})
    void shouldRunAgainFrom(String step) throws Exception {
        // given
        RunEvents old = events(original());
        Path output = WORKBENCH.directory().resolve("out-" + step);

        // when
        Ended ended = carriedThrough("rerun", old.run(), "--from", step, "-o", output.toString());

        // then
        assertThat(ended.exitCode()).as(ended.console()).isZero();
        RunEvents again = WORKBENCH.events();
        assertThat(again.run()).isNotEqualTo(old.run());
        assertThat(again.data("run.requested").path("origin")).hasToString("{\"run\":\"" + old.run() + "\",\"from\":\"" + step + "\"}");
        assertThat(again.data("recipe.accepted")).isEqualTo(old.data("recipe.accepted"));
        assertThat(scripts(again)).isEqualTo(scripts(old)).isNotEmpty();
        assertThat(Files.readString(output.resolve("scripts/load.sh"))).isEqualTo(again.of("job.scripted", "load").getFirst().path("data").path("script").asString());
        assertThat(WORKBENCH.assay("show", again.run()).out()).contains("run " + old.run() + " again, from " + step + " on");
        assertThat(Files.readString(output.resolve("report/report.md"))).contains("run " + old.run() + ", anew from " + step + " on");
        Leftovers.assertNone(again.run(), output);
    }

    @Test
    void shouldTakeARequestOfAnyKafkaClient() throws Exception {
        // given
        String old = original();
        Kcat kcat = Kcat.of(WORKBENCH);

        // when
        kcat.publish(FOREIGN, "assay.run.rerun-requested.v1", "{\"original\":\"" + old + "\",\"from\":\"run\"}");
        Eventually.await("the request is taken up", Duration.ofSeconds(20), () -> WORKBENCH.assay("show", FOREIGN).exitCode() == 0);
        Ended ended = carriedThrough("wait", FOREIGN);

        // then
        assertThat(ended.exitCode()).as(ended.console()).isZero();
        assertThat(scripts(events(FOREIGN))).isEqualTo(scripts(events(old)));
        assertThat(events(FOREIGN).data("run.requested").path("submission").path("outputDirectory").asString()).isEqualTo(WORKBENCH.directory().resolve(FOREIGN).toString());
    }

    @Test
    void shouldRefuseWithWordsWhatCannotBeRunAgain() throws Exception {
        // given
        original();
        Kcat kcat = Kcat.of(WORKBENCH);

        // when
        kcat.publish("unknown000", "assay.run.rerun-requested.v1", "{\"original\":\"nosuchrun0\",\"from\":\"run\"}");
        Eventually.await("the request is taken up", Duration.ofSeconds(20), () -> WORKBENCH.assay("show", "unknown000").exitCode() == 0);
        Ended ended = WORKBENCH.assay("wait", "unknown000");

        // then
        assertThat(ended.exitCode()).as(ended.console()).isEqualTo(4);
        assertThat(WORKBENCH.assay("show", "unknown000").out()).contains("there is no run nosuchrun0 in this log");
    }

    @Test
    void shouldBeTheSameRunElsewhere() throws Exception {
        // given
        String old = original();
        Path file = WORKBENCH.directory().resolve("old.assay.tar.zst");
        String elsewhere = WORKBENCH.directory().resolve("elsewhere").toString();

        // when
        Ended exported = WORKBENCH.assay("export", old, "-o", file.toString());
        Ended imported = WORKBENCH.assay("import", file.toString(), "--data-dir", elsewhere);
        Ended twice = WORKBENCH.assay("import", file.toString(), "--data-dir", elsewhere);

        // then
        assertThat(List.of(exported.exitCode(), imported.exitCode(), twice.exitCode())).as(exported.console() + imported.console() + twice.console()).containsOnly(0);
        assertThat(WORKBENCH.start(List.of("tar", "--zstd", "-tf", file.toString())).await(Duration.ofSeconds(20)).out()).startsWith("manifest.json\nevents.jsonl\n");
        assertThat(WORKBENCH.assay("events", "latest", "--json", "--data-dir", elsewhere).out()).isEqualTo(WORKBENCH.assay("events", old, "--json").out());
        assertThat(WORKBENCH.assay("show", "latest", "--json", "--data-dir", elsewhere).out()).isEqualTo(WORKBENCH.assay("show", old, "--json").out());
        assertThat(WORKBENCH.assay("logs", "latest", "--data-dir", elsewhere).out()).isEqualTo(WORKBENCH.assay("logs", old).out());
        Ended rebuilt = WORKBENCH.assay("report", "latest", "--from-log", "--verify", "--data-dir", elsewhere, "-o", WORKBENCH.directory().resolve("rebuilt").toString());
        assertThat(rebuilt.exitCode()).as(rebuilt.console()).isZero();
        assertThat(WORKBENCH.assay("rerun", "latest", "--from", "report", "--data-dir", elsewhere).exitCode()).isZero();
        assertThat(WORKBENCH.assay("list", "--data-dir", elsewhere).out()).contains("(imported)");
        assertThat(WORKBENCH.assay("cancel", "latest", "--data-dir", elsewhere).err()).contains("is imported");
        assertThat(WORKBENCH.assay("rerun", "latest", "--data-dir", elsewhere).exitCode()).isEqualTo(4);
        assertThat(WORKBENCH.assay("import", file.toString()).err()).contains("stands in this log already");
    }

    /** The id of a run that went well; it is made by whichever test comes first. */
    private static synchronized String original() throws Exception {
        Path id = WORKBENCH.directory().resolve("original");
        if (!Files.exists(id)) {
            String recipe = WORKBENCH.recipe("two.yaml", Recipes.measured(2, 0));
            Ended ended = carriedThrough("run", recipe, "--set", "cluster=local", "-o", WORKBENCH.output().toString());
            assertThat(ended.exitCode()).as(ended.console()).isZero();
            Files.writeString(id, WORKBENCH.events().run());
        }
        return Files.readString(id);
    }

    /** A whole run takes longer than other commands. */
    private static Ended carriedThrough(String... arguments) {
        return WORKBENCH.startAssay(arguments).await(Duration.ofSeconds(150));
    }

    private static RunEvents events(String run) {
        return RunEvents.parse(WORKBENCH.assay("events", run, "--json").out());
    }

    private static List<JsonNode> scripts(RunEvents events) {
        return events.of("job.scripted").stream().map(event -> event.path("data")).toList();
    }
}
