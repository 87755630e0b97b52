package assay.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.ListedJob;
import assay.cluster.Cluster.Submission;
import assay.cluster.Cluster.SubmitRequest;
import assay.cluster.Cluster.Trace;
import assay.cluster.Cluster.Trace.Kind;
import assay.cluster.Cluster.Usage;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.JobEvent.RefusalKind;
import assay.events.JobName;
import assay.events.RunId;
import assay.events.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link Cluster} does. A cluster's own test extends this; every job of a test is cancelled at its end. */
public abstract class ClusterContract {
    protected static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private final List<JobRef> submitted = new ArrayList<>();
    private String runDirectory;

    /** The cluster under test. */
    protected abstract Cluster cluster();

    /** A new path on the cluster's shared file system; the test that extends this removes it. */
    protected abstract String newRunDirectory();

    @BeforeEach
    void createRunDirectory() {
        runDirectory = newRunDirectory();
        cluster().store().create(runDirectory);
        cluster().store().furnish(runDirectory);
    }

    @AfterEach
    void cancelWhatWasSubmitted() {
        for (JobRef job : submitted) {
            cluster().cancel(job);
            assertThat(ended(job)).isTrue();
        }
        afterTheLastJob();
    }

    /** Whether it can be asked what running steps use. */
    protected boolean tellsUsage() {
        return true;
    }

    /** Whether it sees files beside the run directories. */
    protected boolean tracesScratch() {
        return true;
    }

    /** Called at the end of each test, when every job of it has ended. */
    protected void afterTheLastJob() {
    }

    protected final String runDirectory() {
        return runDirectory;
    }

    protected static Token newToken() {
        return Token.of(new JobName("job"), 1, new RunId(random(RunId.LENGTH)), random(8));
    }

    private static String random(int length) {
        StringBuilder text = new StringBuilder();
        ThreadLocalRandom.current().ints(length, 0, LETTERS.length()).forEach(index -> text.append(LETTERS.charAt(index)));
        return text.toString();
    }

    protected static String script(String... lines) {
        return "#!/bin/bash\n#SBATCH --time=5\n" + String.join("\n", lines) + "\n";
    }

    protected final Submission submit(Token token, String script) {
        Submission submission = cluster().submit(new SubmitRequest(token, script, runDirectory, Instant.now().plus(LIMIT)));
        if (submission instanceof Submission.Accepted(var id)) {
            remember(new JobRef(id, token));
        }
        return submission;
    }

    protected final void remember(JobRef job) {
        submitted.add(job);
    }

    private JobRef accepted(String script) {
        Token token = newToken();
        assertThat(submit(token, script)).isInstanceOf(Submission.Accepted.class);
        return submitted.getLast();
    }

    protected final List<ListedJob> awaitState(JobRef job, ClusterState state) {
        return Eventually.until(LIMIT, () -> cluster().find(job.token()),
                jobs -> jobs.stream().anyMatch(listed -> listed.id().equals(job.id()) && listed.state() == state));
    }

    private boolean ended(JobRef job) {
        return Eventually.until(LIMIT, () -> cluster().find(job.token()).stream().allMatch(listed -> listed.state().terminal()), done -> done);
    }

    @Test
    void shouldStartAJobBehindOneThatHasBegun() {
        // given
        JobRef first = accepted(script("sleep 1"));
        Token token = newToken();

        // when
        Submission submission = cluster().submit(new SubmitRequest(token, script("touch results/ran"), runDirectory(), Instant.now().plus(LIMIT), List.of(first.id())));

        // then
        assertThat(submission).isInstanceOfSatisfying(Submission.Accepted.class, accepted -> remember(new JobRef(accepted.id(), token)));
        assertThat(awaitState(submitted.getLast(), ClusterState.COMPLETED)).isNotEmpty();
    }

    @Test
    void shouldSayWhoItIs() {
        // when
        Cluster.Facts facts = cluster().facts();

        // then
        assertThat(facts.facts()).containsKeys("cluster", "user");
        assertThat(facts.root()).isEqualTo("root".equals(facts.facts().get("user")));
    }

    @Test
    void shouldRunAJobInItsDirectoryUnderItsToken() {
        // when
        JobRef job = accepted(script("echo \"$SLURM_JOB_NAME $PWD\" > results/said"));

        // then
        assertThat(awaitState(job, ClusterState.COMPLETED)).singleElement().satisfies(listed -> {
            assertThat(listed.id()).isEqualTo(job.id());
            assertThat(listed.name()).isEqualTo(job.token().value());
            assertThat(listed.submitted()).isAfter(Instant.now().minusSeconds(300));
            assertThat(listed.ended()).isAfterOrEqualTo(listed.started());
            assertThat(listed.nodeCount()).isEqualTo(1);
        });
        assertThat(cluster().store().get(runDirectory, "results/said", 0, 1000)).map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .contains(job.token() + " " + runDirectory + "\n");
        assertThat(cluster().store().get(runDirectory, "logs/" + job.token() + "." + job.id() + ".log", 0, 10)).isPresent();
    }

    @Test
    void shouldListAllJobsAndFindOne() {
        // given
        JobRef one = accepted(script("sleep 60"));
        JobRef two = accepted(script("sleep 60"));

        // when
        List<ListedJob> all = cluster().jobs();
        List<ListedJob> found = cluster().find(one.token());

        // then
        assertThat(all).extracting(ListedJob::name).contains(one.token().value(), two.token().value());
        assertThat(found).extracting(ListedJob::id).containsExactly(one.id());
        assertThat(cluster().find(newToken())).isEmpty();
    }

    @Test
    void shouldSayWhereAJobWorks() {
        // given
        JobRef job = accepted(script("sleep 60"));

        // when
        Map<ClusterJobId, String> directories = cluster().directories(List.of(job, new JobRef(new ClusterJobId("99999999"), newToken())));

        // then
        assertThat(directories).containsExactly(Map.entry(job.id(), runDirectory));
    }

    @Test
    void shouldTraceScratchAndRemoveItUnlessItIsHeld(@TempDir Path node) throws IOException {
        assumeTrue(tracesScratch(), "no file of a node can be seen through it");
        // given
        Token token = newToken();
        Path scratch = Files.createDirectories(node.resolve("assay-" + token).resolve("data")).getParent();
        Files.createDirectory(node.resolve("assay-of-somebody-else"));
        Process holder = new ProcessBuilder("flock", scratch.toString(), "sleep", "60").start();
        List<Trace> traces = Eventually.until(LIMIT, () -> cluster().traces(List.of(node.toString())), found -> !found.isEmpty()).stream()
                .filter(trace -> trace.kind() == Kind.SCRATCH).toList();

        // when
        assertThat(Eventually.until(LIMIT, () -> refuses(traces.getFirst()), refused -> refused)).isTrue();
        holder.descendants().forEach(ProcessHandle::destroyForcibly);
        Eventually.until(LIMIT, () -> refuses(traces.getFirst()), refused -> !refused);

        // then
        assertThat(traces).singleElement().satisfies(trace -> {
            assertThat(trace.token()).isEqualTo(token);
            assertThat(trace.place()).isEqualTo(scratch.toString());
            assertThat(trace.since()).isAfter(Instant.now().minusSeconds(60));
        });
        assertThat(scratch).doesNotExist();
    }

    private boolean refuses(Trace trace) {
        try {
            cluster().end(trace);
            return false;
        } catch (ClusterRefusedException e) {
            return true;
        }
    }

    @Test
    void shouldCancelAndDoSoAgain() {
        // given
        JobRef job = accepted(script("sleep 60"));
        awaitState(job, ClusterState.RUNNING);

        // when
        cluster().cancel(job);

        // then
        assertThat(awaitState(job, ClusterState.CANCELLED)).extracting(ListedJob::state).containsExactly(ClusterState.CANCELLED);
        cluster().cancel(job);
        cluster().cancel(new JobRef(new ClusterJobId("99999999"), newToken()));
    }

    @Test
    void shouldNotCancelAnotherJobThatHasTheId() {
        // given
        JobRef job = accepted(script("sleep 60"));
        awaitState(job, ClusterState.RUNNING);

        // when
        cluster().cancel(new JobRef(job.id(), newToken()));

        // then
        assertThat(cluster().find(job.token())).extracting(ListedJob::state).containsExactly(ClusterState.RUNNING);
    }

    @Test
    void shouldReportTheUseOfWhatRuns() {
        assumeTrue(tellsUsage(), "it tells nothing of running steps");
        // given
        JobRef job = accepted(script("while :; do :; done"));
        JobRef other = new JobRef(new ClusterJobId("99999999"), newToken());
        awaitState(job, ClusterState.RUNNING);

        // when
        List<Usage> usage = Eventually.until(LIMIT, () -> cluster().usage(List.of(job, other)),
                steps -> steps.stream().anyMatch(step -> step.values().getOrDefault("cpu_seconds", 0.0) > 0));

        // then
        assertThat(usage).isNotEmpty().allSatisfy(step -> {
            assertThat(step.job()).isEqualTo(job);
            assertThat(step.step()).isEqualTo("batch");
            assertThat(step.values()).containsKeys("cpu_seconds", "memory_bytes", "memory_max_bytes", "read_calls_bytes", "write_calls_bytes", "tasks");
        });
    }

    @Test
    void shouldNotSubmitPastTheDeadline() {
        // given
        Token token = newToken();
        var late = new SubmitRequest(token, script("sleep 60"), runDirectory, Instant.now().minusMillis(1));

        // when
        Submission submission = cluster().submit(late);

        // then
        assertThat(submission).isInstanceOfSatisfying(Submission.Refused.class,
                refused -> assertThat(refused.kind()).isEqualTo(RefusalKind.UNREACHABLE));
        assertThat(cluster().find(token)).isEmpty();
    }

    @Test
    void shouldAcceptAGoodScriptInACheckWithoutRunningIt() {
        // given
        String script = script("touch results/ran");

        // when
        Cluster.Check check = cluster().check(script, runDirectory);

        // then
        assertThat(check.accepted()).as(check.message()).isTrue();
        assertThat(cluster().store().describe(runDirectory, "results", 1)).isEmpty();
    }
}
