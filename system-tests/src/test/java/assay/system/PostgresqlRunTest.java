package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One run of the shipped PostgreSQL recipe, with short windows, and all that it must leave and must not leave. */
@Timeout(300)
class PostgresqlRunTest {
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    private static Ended ended;
    private static RunEvents events;

    @BeforeAll
    static void run() {
        List<String> words = new ArrayList<>(List.of("run", WORKBENCH.installation().recipe("postgresql.yaml").toString(), "-o", WORKBENCH.output().toString()));
        words.addAll(Recipes.SHORT);
        ended = WORKBENCH.assay(words.toArray(String[]::new));
        assertThat(ended.exitCode()).isZero();
        events = WORKBENCH.events();
    }

    @Test
    void shouldEndValid() {
        assertThat(ended.out()).contains("VALID (first look)").doesNotContain("INVALID");
        assertThat(WORKBENCH.output().resolve("report/report.html")).isNotEmptyFile();
        assertThat(WORKBENCH.output().resolve("report/report.md")).isNotEmptyFile();
        assertThat(events.data("report.published").path("verdict").asString()).isEqualTo("VALID");
    }

    @Test
    void shouldReportTheFiguresOfPgbenchItself() throws IOException {
        PgbenchReport.assertEqual(WORKBENCH.output(), events);
    }

    @Test
    void shouldRunBothJobsOnSlurm() {
        for (String job : List.of("db", "load")) {
            assertThat(Slurm.show(events.clusterJob(job))).contains("JobName=" + events.token(job) + " ").contains("JobState=COMPLETED").contains("ExitCode=0:0");
        }
    }

    @Test
    void shouldSampleBothJobs() throws IOException {
        // when
        List<String> lines = Files.readAllLines(WORKBENCH.output().resolve("metrics.csv"));

        // then
        assertThat(lines.getFirst()).isEqualTo("time,source,job,node,step,metric,value");
        assertThat(lines.stream().skip(1).map(line -> line.split(",")[2]).collect(Collectors.toSet())).containsExactlyInAnyOrder("db", "load");
    }

    @Test
    void shouldLeaveNothing() {
        Leftovers.assertNone(events.run(), WORKBENCH.output());
    }

    @Test
    void shouldTellTheStoryInOrder() {
        // when
        List<String> story = WORKBENCH.assay("events", "latest").out().lines().toList();

        // then
        assertThat(story.stream().filter(line -> line.matches(" *[0-9]+ +[0-9]+\\.[0-9]{3} s .*"))).hasSameSizeAs(events.all());
        assertThat(events.types()).containsSubsequence("run.requested", "recipe.accepted", "cluster.observed", "run.planned", "job.scripted", "job.checked",
                "job.released", "job.submission-intended", "job.submitted", "job.reported", "endpoint.discovered", "service.ready", "job.released",
                "job.submission-intended", "job.submitted", "job.reported", "workload.measured", "run.closing", "metrics.summarised",
                "job.stop-requested", "job.ended", "run.cleaned", "run.finished", "report.published");
        Closing.assertWhole(events, "load", "db");
    }

    @Test
    void shouldKeepEveryFileOfTheReportUnchanged() throws Exception {
        // given
        var files = events.data("report.published").path("artifacts");

        // then
        assertThat(files).isNotEmpty();
        for (var file : files) {
            assertThat(Digest.sha256(WORKBENCH.output().resolve(Path.of(file.path("path").asString())))).isEqualTo(file.path("sha256").asString());
        }
    }

    @Test
    void shouldBeReadableWithKcat() throws IOException {
        // given
        Kcat kcat = Kcat.of(WORKBENCH);

        // then
        for (String topic : List.of("assay.recipes", "assay.jobs", "assay.metrics")) {
            kcat.assertPlainCloudEvents(topic, events.run());
        }
    }
}
