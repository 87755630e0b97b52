package assay.cluster.slurmrestd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.cluster.ArtifactStore;
import assay.cluster.Cluster;
import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.ListedJob;
import assay.cluster.Cluster.Submission;
import assay.cluster.ClusterContract;
import assay.cluster.ClusterRefusedException;
import assay.cluster.ClusterSilentException;
import assay.cluster.Eventually;
import assay.cluster.command.LocalCommands;
import assay.cluster.files.SharedFiles;
import assay.cluster.staging.SharedCache;
import assay.events.ClusterState;
import assay.events.JobEvent.RefusalKind;
import assay.events.Token;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract against the real slurmrestd of the test cluster, which {@code SLURMRESTD} names, with tokens by {@code scontrol token}. */
class RestClusterTest extends ClusterContract {
    private static final LocalCommands COMMANDS = new LocalCommands(System.getenv());
    private static RestCluster cluster;

    @TempDir
    private Path root;

    @BeforeAll
    static void open() {
        Optional<String> address = Optional.ofNullable(System.getenv("SLURMRESTD"));
        assumeTrue(address.isPresent(), "SLURMRESTD names no slurmrestd; `eval \"$(dev/slurm-testcluster env)\"` sets it");
        cluster = RestCluster.open(config(new CommandTokens(COMMANDS, List.of("scontrol", "token", "lifespan=600"))), new SharedFiles(), artifacts());
    }

    private static RestConfig config(TokenSource tokens) {
        return RestConfig.of(URI.create(System.getenv("SLURMRESTD")), System.getProperty("user.name"), tokens);
    }

    private static ArtifactStore artifacts() {
        return SharedCache.of(System.getenv(), SharedCache.launchedFrom());
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            cluster.close();
        }
        COMMANDS.close();
    }

    @Override
    protected Cluster cluster() {
        return cluster;
    }

    @Override
    protected String newRunDirectory() {
        return root.resolve("run %j").toString();
    }

    /** slurmrestd tells nothing of running steps. */
    @Override
    protected boolean tellsUsage() {
        return false;
    }

    /** No process and no file of a node can be seen through it. */
    @Override
    protected boolean tracesScratch() {
        return false;
    }

    @Test
    void shouldSayWhichVersionIsSpoken() {
        assertThat(cluster.facts().facts()).containsEntry("cluster", "assaytest").containsEntry("accounting", "answers");
        assertThat(cluster.facts().facts().get("version")).matches("slurm .*, slurmrestd v0\\.0\\.(38|39|4[0-3])");
    }

    @Test
    void shouldRefuseWithSlurmsWords() {
        // when
        Submission submission = submit(newToken(), "#!/bin/bash\n#SBATCH --partition=no_such\n#SBATCH --time=1\nsleep 60\n");

        // then
        assertThat(submission).isInstanceOfSatisfying(Submission.Refused.class, refused -> {
            assertThat(refused.kind()).isEqualTo(RefusalKind.PERMANENT);
            assertThat(refused.message()).contains("Invalid partition name specified");
        });
    }

    @Test
    void shouldAskForWhatTheScriptAsksFor() {
        // given
        Token token = newToken();

        // when
        JobRef job = new JobRef(((Submission.Accepted) submit(token, "#!/bin/bash\n#SBATCH --time=7\n#SBATCH --nodes=2\n#SBATCH --qos=dev\nsleep 60\n")).id(), token);

        // then
        assertThat(awaitState(job, ClusterState.RUNNING)).singleElement().satisfies(listed -> {
            assertThat(listed.nodeCount()).isEqualTo(2);
            assertThat(listed.timeLimit()).hasMinutes(7);
        });
    }

    @Test
    void shouldHaveRecordsOfWhatEnded() {
        // given
        Token token = newToken();
        JobRef job = new JobRef(((Submission.Accepted) submit(token, script("exit 3"))).id(), token);
        assertThat(awaitState(job, ClusterState.FAILED)).singleElement().extracting(ListedJob::exitCode).isEqualTo(3);

        // when
        List<ListedJob> history = Eventually.until(LIMIT, () -> cluster.history(List.of(job, new JobRef(job.id(), newToken()))),
                records -> records.stream().anyMatch(record -> record.state().terminal()));

        // then
        assertThat(history).extracting(ListedJob::name, ListedJob::state).containsExactly(tuple(token.value(), ClusterState.FAILED));
    }

    @Test
    void shouldSayThatATokenProvesNothing() {
        try (RestCluster unproven = RestCluster.open(config(() -> "no.real.token"), new SharedFiles(), artifacts())) {
            assertThatThrownBy(unproven::facts).isInstanceOfAny(ClusterRefusedException.class, ClusterSilentException.class).hasMessageContaining("slurmrestd: ");
        }
    }

    @Test
    void shouldSayThatNobodyIsThere() {
        // given
        RestConfig nobody = RestConfig.of(URI.create("http://127.0.0.1:1"), "ada", () -> "a.b.c");

        // then
        try (RestCluster unreachable = RestCluster.open(nobody, new SharedFiles(), artifacts())) {
            assertThatThrownBy(unreachable::jobs).isInstanceOf(ClusterSilentException.class).hasMessageContaining("http://127.0.0.1:1 cannot be reached");
        }
    }
}
