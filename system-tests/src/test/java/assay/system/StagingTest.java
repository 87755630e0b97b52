package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What jobs need is brought to them before any of them is submitted, once, and whatever dies meanwhile. */
@Timeout(300)
class StagingTest {
    private static final String STAGING_JOB = "assay-stages-artifacts-a1.";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    @RegisterExtension
    final Workbench workbench = new Workbench();

    @Test
    void shouldStageOnceBeforeAnyJobAndTellTheJobsWhere() throws Exception {
        // given
        workbench.installation().withLoadgen();
        Path model = Files.createDirectories(workbench.directory().resolve("models/tiny"));
        Files.writeString(model.resolve("weights"), "42");
        String recipe = needing("model: " + model + ", loadgen: 'assay:loadgen'",
                "\"$ASSAY_STAGED_LOADGEN/bin/loadgen\" --version > \"$ASSAY_OUTPUT/version.txt\"; cp \"$ASSAY_STAGED_MODEL/weights\" \"$ASSAY_OUTPUT/\"; sleep 3");

        // when
        RunEvents first = Trial.start(workbench, "first", recipe).assertEnds(2);
        Trial again = Trial.start(workbench, "again", recipe).awaitMeasuring();
        Ended kept = workbench.assay("stage", "--remove", "assay:loadgen");
        RunEvents second = again.assertEnds(2);
        Ended removed = workbench.assay("stage", "--remove", "assay:loadgen");

        // then
        assertThat(first.types().lastIndexOf("artifact.staged")).isPositive().isLessThan(first.at("job.released"));
        assertThat(staged(first)).extracting(event -> event.path("name").asString()).containsExactly(model.toString(), "assay:loadgen");
        assertThat(staged(first)).noneMatch(event -> event.path("cached").asBoolean());
        assertThat(staged(second)).allMatch(event -> event.path("cached").asBoolean()).allMatch(event -> event.path("seconds").asDouble() < 1);
        assertThat(staged(second)).extracting(event -> event.path("digest").asString()).isEqualTo(staged(first).stream().map(event -> event.path("digest").asString()).toList());
        assertThat(again.output().resolve("results/load/rep-1/weights")).hasContent("42");
        assertThat(again.output().resolve("results/load/rep-1/version.txt")).isNotEmptyFile();
        assertThat(again.output().resolve("report/report.md")).content().contains(staged(first).getLast().path("digest").asString());
        assertThat(kept.exitCode()).as(kept.console()).isEqualTo(3);
        assertThat(kept.console()).contains("stays: it is used by " + second.run());
        assertThat(removed.exitCode()).as(removed.console()).isZero();
        assertThat(workbench.assay("stage", "--list", "--json").out()).isEqualToIgnoringWhitespace("[]");
    }

    @Test
    void shouldStageWithoutARunAndTellWhatIsMissing() throws Exception {
        // given
        SlowWeb web = new SlowWeb();
        web.letGo();
        try (web) {
            String recipe = workbench.recipe("r.yaml", needing("model: '" + web.reference() + "'", "true"));

            // when
            Ended before = workbench.assay("plan", recipe);
            Ended stage = workbench.assay("stage", recipe);
            Ended after = workbench.assay("plan", recipe);

            // then
            assertThat(before.out()).contains("file " + web.reference()).contains("is not staged yet: to be downloaded by curl");
            assertThat(stage.exitCode()).as(stage.console()).isZero();
            assertThat(stage.out().lines()).singleElement().asString().startsWith("staged " + web.reference() + ", 8 bytes, sha256 ").endsWith("/model.gguf");
            assertThat(after.out().replaceAll("\\s+", " ")).contains("8 bytes is there: in the cache");
            assertThat(workbench.assay("list").out()).contains("planned", "staged").doesNotContain("completed");
        }
    }

    @Test
    void shouldGoOnAfterAKillInTheMiddle() throws Exception {
        // given
        try (SlowWeb web = new SlowWeb()) {
            Trial trial = Trial.start(workbench, "killed", needing("model: '" + web.reference() + "'", "cat \"$ASSAY_STAGED_MODEL\"; sleep 1"));
            web.awaitAsked();
            ProcessHandle server = workbench.server().orElseThrow();

            // when
            server.destroyForcibly();
            server.onExit().join();
            Eventually.await("curl ends with the server", LIMIT, () -> web.askers() == 0);
            web.letGo();
            RunEvents events = trial.assertEnds(2);

            // then
            assertThat(staged(events)).hasSize(1);
            assertThat(trial.output().resolve("results/load/rep-1/stdout.txt")).hasContent("weights");
            assertThat(left()).isEmpty();
        }
    }

    @Test
    void shouldEndTheStagingOfARunThatIsCancelled() throws Exception {
        // given
        try (SlowWeb web = new SlowWeb()) {
            Trial trial = Trial.start(workbench, "cancelled", needing("model: '" + web.reference() + "'", "true"));
            web.awaitAsked();

            // when
            trial.interrupt();
            Ended ended = trial.await();

            // then
            assertThat(ended.exitCode()).as(ended.console()).isEqualTo(130);
            assertThat(web.askers()).isZero();
            assertThat(left()).isEmpty();
            assertThat(workbench.events().types()).contains("run.cleaned").doesNotContain("job.released");
        }
    }

    @Test
    void shouldFetchByAJobWhereTheProfileSaysSo() throws Exception {
        // given
        byJob();
        try (SlowWeb web = new SlowWeb()) {
            Trial trial = Trial.start(workbench, "by-job", needing("model: '" + web.reference() + "'", "cat \"$ASSAY_STAGED_MODEL\"; sleep 1"), "--set", "cluster=pulling");
            web.awaitAsked();

            // when
            List<String> meanwhile = Slurm.livingFrom(STAGING_JOB + trial.id());
            web.letGo();
            RunEvents events = trial.assertEnds(2);

            // then
            assertThat(meanwhile).hasSize(1);
            assertThat(staged(events)).singleElement().satisfies(artifact -> assertThat(artifact.path("path").asString()).startsWith(workbench.directory() + "/pulled/sha256/"));
            assertThat(trial.output().resolve("results/load/rep-1/stdout.txt")).hasContent("weights");
            assertThat(Slurm.livingFrom(STAGING_JOB + trial.id())).isEmpty();
            assertThat(left("pulled")).isEmpty();
        }
    }

    @Test
    void shouldEndTheJobThatFetchesWithItsRunThoughTheServerWasKilled() throws Exception {
        // given
        byJob();
        try (SlowWeb web = new SlowWeb()) {
            Trial trial = Trial.start(workbench, "by-job-cancelled", needing("model: '" + web.reference() + "'", "true"), "--set", "cluster=pulling");
            web.awaitAsked();
            ProcessHandle server = workbench.server().orElseThrow();
            server.destroyForcibly();
            server.onExit().join();

            // when
            trial.interrupt();
            Ended ended = trial.await();

            // then
            assertThat(ended.exitCode()).as(ended.console()).isEqualTo(130);
            assertThat(Slurm.livingFrom(STAGING_JOB + trial.id())).isEmpty();
            Eventually.await("curl ends with its job", LIMIT, () -> web.askers() == 0);
        }
    }

    @Test
    void shouldRefuseWhatCannotBeHad() throws Exception {
        // given
        Path missing = workbench.directory().resolve("models/none");
        Trial trial = Trial.start(workbench, "refused", needing("model: " + missing, "true"));

        // when
        Ended ended = trial.await();

        // then
        assertThat(ended.exitCode()).as(ended.console()).isEqualTo(4);
        assertThat(ended.console()).contains(missing + " cannot be staged: there is no " + missing);
        assertThat(trial.events().types()).doesNotContain("job.released");
    }

    /** A client that needs these things and runs these words. */
    private static String needing(String things, String words) {
        return Recipes.client(words).replace("    target: web\n", "    target: web\n    stage: { " + things + " }\n");
    }

    private static List<JsonNode> staged(RunEvents events) {
        return events.of("artifact.staged").stream().map(event -> event.path("data")).toList();
    }

    /** A profile by which jobs fetch what is staged. */
    private void byJob() throws IOException {
        Files.writeString(Files.createDirectories(workbench.directory().resolve(".config/assay/clusters")).resolve("pulling.yaml"), """
                profile: 1
                cache: %s/pulled
                stage: job
                stage_job: { time: 5m, mem: 256M }
                """.formatted(workbench.directory()));
    }

    private List<Path> left() throws IOException {
        return left(".cache/assay");
    }

    private List<Path> left(String cache) throws IOException {
        try (Stream<Path> work = Files.list(workbench.directory().resolve(cache).resolve("work"))) {
            return work.toList();
        }
    }
}
