package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** All of Assay is killed, for good or for longer than the lease. */
@Timeout(400)
class GoneForGoodTest {
    private static final Duration AT_MOST = Duration.ofSeconds(150);
    private static final List<String> NO_JOB_OUTLIVES_THE_LEASE = List.of("before-submit", "closing", "cleaning");
    private static final String SLOW = "exec perl";
    private static final String LIMITED = "{ time: 10m, qos: short }";
    private static final String FILLER = "limit-filler";

    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster();
    @RegisterExtension
    final Workbench workbench = new Workbench();
    private final Map<String, String> runs = new LinkedHashMap<>();

    @BeforeEach
    void shortenTheLease() {
        workbench.environment("ASSAY_LEASE_SECONDS", "20");
    }

    @AfterEach
    void freeTheLimit() {
        workbench.start(List.of("scancel", "--name=" + FILLER)).await(AT_MOST);
    }

    @Test
    @ResourceLock(TestCluster.SHORT)
    void shouldLeaveNothingAliveWhicheverStageARunIsIn() throws Exception {
        // given
        fillTheLimit();
        String measured = Recipes.measured(2, 0).replaceFirst("run: \\|", "secrets: [token]\n    run: |");
        Path done = workbench.directory().resolve("done");
        submit("closing", Recipes.stopping(8, measured.replace("sleep 2;", "until [ -e " + done + " ]; do sleep 0.2; done;")));
        submit("cleaning", measured.replace("sleep 2;", "until [ -e " + done + " ]; do sleep 0.2; done;"));
        submit("before-submit", measured.replace("{ time: 10m }", LIMITED));
        submit("service-pending", measured.replaceFirst("time: 10m", "time: 10m, begin: now+40"));
        submit("starting", measured.replace(SLOW, "sleep 600; " + SLOW));
        submit("ready", measured.replace("clients:\n", "  late:\n    run: sleep 600\n    slurm: { time: 10m }\nclients:\n"));
        submit("client-pending", measured.replaceFirst("(?s)(.*)time: 10m", "$1time: 10m, begin: now+40"));
        submit("prepare", elsewhere(measured).replace("    target: web\n", "    target: web\n    prepare: { run: sleep 600 }\n"));
        submit("warm-up", elsewhere(measured).replace("    target: web\n", "    target: web\n    warmup: { run: sleep 600 }\n"));
        submit("measuring", measured.replace("sleep 2;", "sleep 45;"));
        awaitStages();
        Files.createFile(done);
        awaitReport("closing", "load", "STOPPED");
        awaitReport("cleaning", "web", "STOPPED");

        // when
        kill();

        // then
        runs.forEach((name, run) -> Eventually.await("nothing of " + name + " lives", AT_MOST, () -> dead(run)));
        runs.forEach((name, run) -> Leftovers.assertNothingLives(run));
        assertThat(runs.keySet()).filteredOn(name -> Files.exists(output(name).resolve("secrets/web.token"))).isSubsetOf(NO_JOB_OUTLIVES_THE_LEASE);
        assertThat(EventFiles.of(output("measuring"), "load")).as("the window under way").anyMatch(text -> text.contains("\"phase\":\"measured\"") && text.contains("\"exit\":\"0\""));
        assertThat(output("measuring").resolve("results/load/rep-1/summary.txt")).exists();
    }

    @Test
    void shouldGoOnWithAWindowThatOutlastedTheLease() throws Exception {
        // given
        String run = submit("measuring", Recipes.measured(45, 0));
        awaitReport("measuring", "load", "\"phase\":\"measure\"");

        // when
        kill();
        Eventually.await("the lease has run out", AT_MOST, () -> age(output("measuring").resolve("lease/runner")) > 30);
        Ended watch = workbench.assay("watch", run);

        // then
        assertThat(watch.exitCode()).as(watch.console()).isZero();
        assertThat(watch.out()).contains("VALID").doesNotContain("INVALID");
        RunEvents events = workbench.events();
        assertThat(events.of("job.submitted", "load")).hasSize(1);
        assertThat(events.of("job.submitted", "web")).hasSize(1);
        Closing.assertEnd(events);
        Leftovers.assertNone(run, output("measuring"));
    }

    /** The account may have three jobs of this kind, and has them: a fourth one is refused for now, again and again. */
    private void fillTheLimit() throws IOException {
        String filler = workbench.recipe("filler.sh", "#!/bin/bash\n");
        for (int i = 0; i < 3; i++) {
            workbench.start(List.of("sbatch", "--job-name=" + FILLER, "--qos=short", "--begin=now+1hour", "--output=/dev/null", filler)).await(AT_MOST);
        }
    }

    private String submit(String name, String recipe) throws IOException {
        Ended ended = workbench.assay("submit", workbench.recipe(name + ".yaml", recipe), "-o", output(name).toString());
        assertThat(ended.exitCode()).as(ended.console()).isZero();
        runs.put(name, ended.out().strip());
        return ended.out().strip();
    }

    /** The test cluster's other partition has place, too. */
    private static String elsewhere(String recipe) {
        return recipe.replace("time: 10m", "time: 10m, partition: gpu");
    }

    private Path output(String name) {
        return workbench.directory().resolve("out-" + name);
    }

    private void awaitStages() {
        Eventually.await("before-submit is refused for now", AT_MOST, () -> Files.exists(output("before-submit").resolve("lease/runner")));
        awaitQueued("service-pending", "web-a1");
        awaitReport("starting", "web", "STARTED");
        awaitReport("ready", "web", "READY");
        awaitReport("ready", "late", "STARTED");
        awaitQueued("client-pending", "load-a1");
        awaitReport("prepare", "load", "\"phase\":\"prepare\"");
        awaitReport("warm-up", "load", "\"phase\":\"warmup\"");
        awaitReport("measuring", "load", "\"phase\":\"measure\"");
        awaitReport("closing", "load", "\"phase\":\"measure\"");
        awaitReport("cleaning", "load", "\"phase\":\"measure\"");
    }

    private void awaitReport(String name, String job, String words) {
        Eventually.await(job + " of " + name + " reports " + words, AT_MOST, () -> EventFiles.of(output(name), job).stream().anyMatch(text -> text.contains(words)));
    }

    private void awaitQueued(String name, String job) {
        Eventually.await(job + " of " + name + " is queued", AT_MOST, () -> Slurm.living(runs.get(name)).stream().anyMatch(line -> line.startsWith(job) && line.endsWith("PENDING")));
    }

    private void kill() {
        ProcessHandle server = workbench.server().orElseThrow();
        server.destroyForcibly();
        server.onExit().join();
    }

    private static boolean dead(String run) {
        return Slurm.living(run).isEmpty() && Leftovers.processes(run).isEmpty();
    }

    private static long age(Path file) {
        try {
            return (System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis()) / 1_000;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
