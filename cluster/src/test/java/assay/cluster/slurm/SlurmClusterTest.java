package assay.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.cluster.Cluster;
import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.ListedJob;
import assay.cluster.Cluster.Submission;
import assay.cluster.ClusterContract;
import assay.cluster.Eventually;
import assay.events.ClusterState;
import assay.events.JobEvent.RefusalKind;
import assay.events.Limit;
import assay.events.Token;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract against a real Slurm, and what is Slurm's alone. */
class SlurmClusterTest extends ClusterContract {
    private static SlurmCluster cluster;

    @TempDir
    private Path root;

    @BeforeAll
    static void open() {
        cluster = LiveSlurm.open();
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Override
    protected Cluster cluster() {
        return cluster;
    }

    @Override
    protected String newRunDirectory() {
        return root.resolve("run %j").toString();
    }

    @Test
    void shouldRefuseWithSlurmsWords() {
        // given
        String script = "#!/bin/bash\n#SBATCH --partition=no_such\nsleep 60\n";

        // when
        Submission submission = submit(newToken(), script);

        // then
        assertThat(submission).isEqualTo(new Submission.Refused(RefusalKind.PERMANENT,
                "invalid partition specified: no_such; Invalid partition name specified"));
        assertThat(cluster.check(script, runDirectory())).isEqualTo(
                new Cluster.Check(false, "invalid partition specified: no_such; Invalid partition name specified"));
    }

    @Test
    void shouldHaveRecordsOfWhatEnded() {
        // given
        assumeTrue("answers".equals(cluster.facts().facts().get("accounting")), "this Slurm keeps no accounts");
        Token token = newToken();
        JobRef job = new JobRef(((Submission.Accepted) submit(token, script("exit 3"))).id(), token);
        awaitState(job, ClusterState.FAILED);

        // when
        List<ListedJob> history = Eventually.until(LIMIT, () -> cluster.history(List.of(job, new JobRef(job.id(), newToken()))),
                // The state is recorded before the exit code.
                jobs -> jobs.stream().anyMatch(listed -> listed.state().terminal() && listed.exitCode() >= 0));

        // then
        assertThat(history).singleElement().satisfies(listed -> {
            assertThat(listed.state()).isEqualTo(ClusterState.FAILED);
            assertThat(listed.exitCode()).isEqualTo(3);
            assertThat(listed.restarts()).isZero();
        });
    }

    @Test
    void shouldNotBeSwayedByOptionsInTheEnvironment() {
        // given
        var environment = new HashMap<>(System.getenv());
        environment.putAll(Map.of("SBATCH_PARTITION", "no_such", "SQUEUE_STATES", "SUSPENDED", "SLURM_TIME_FORMAT", "relative"));
        Token token = newToken();

        // when
        try (SlurmCluster other = SlurmCluster.open(new SlurmConfig(environment, LIMIT, root))) {
            Submission submission = other.submit(new Cluster.SubmitRequest(token, script("sleep 60"), runDirectory(),
                    Instant.now().plus(LIMIT)));

            // then
            assertThat(submission).isInstanceOfSatisfying(Submission.Accepted.class, accepted -> remember(new JobRef(accepted.id(), token)));
            assertThat(other.find(token)).singleElement().extracting(ListedJob::submitted).isNotEqualTo(Instant.EPOCH);
        }
    }

    @Test
    void shouldKnowWhatItHoldsAndWhereJobsGo() {
        // when
        Cluster.Facts facts = cluster.facts();

        // then
        assertThat(facts.limits()).filteredOn(limit -> limit.word().equals("TotalNodes")).isNotEmpty();
        assertThat(facts.facts()).containsKey("default_partition");
    }

    @Test
    void shouldKnowTheLimitsOfTheTestCluster() {
        // given
        Cluster.Facts facts = cluster.facts();
        assumeTrue("assaytest".equals(facts.facts().get("cluster")) && "answers".equals(facts.facts().get("accounting")), "this is not the test cluster with accounts");

        // when
        List<Limit> limits = facts.limits();

        // then
        assertThat(limits).contains(new Limit("partition", "gpu", Limit.Kind.NODES, 1, "TotalNodes"),
                new Limit("qos", "dev", Limit.Kind.RUNNING_JOBS, 1, "MaxJobsPU"), new Limit("qos", "short", Limit.Kind.SUBMITTED_JOBS, 3, "MaxSubmitPU"));
        assertThat(facts.facts()).containsEntry("default_partition", "cpu").containsEntry("default_account", "p200000").containsEntry("default_qos", "default");
    }
}
