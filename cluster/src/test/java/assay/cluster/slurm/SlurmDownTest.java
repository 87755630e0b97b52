package assay.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import assay.cluster.Cluster.Submission;
import assay.cluster.Cluster.SubmitRequest;
import assay.cluster.ClusterSilentException;
import assay.events.JobEvent.RefusalKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the adapter says when no controller listens: the real commands with the real configuration, but for the controller's port. */
class SlurmDownTest {
    private static final String DOWN = "Unable to contact slurm controller (connect failure)";
    private static final String SCRIPT = "#!/bin/bash\n#SBATCH --time=5\nsleep 60\n";

    @TempDir
    private Path directory;
    private SlurmCluster cluster;

    @BeforeEach
    void open() throws IOException {
        LiveSlurm.open().close();
        Path original = Path.of(System.getenv().getOrDefault("SLURM_CONF", "/etc/slurm/slurm.conf"));
        Path moved = directory.resolve("slurm.conf");
        Files.writeString(moved, Files.readString(original).replaceAll("(?m)^SlurmctldPort=.*$", "") + "\nSlurmctldPort=1\n");
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("SLURM_CONF", moved.toString());
        cluster = SlurmCluster.open(new SlurmConfig(environment, Duration.ofSeconds(30), directory));
    }

    @AfterEach
    void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void shouldKnowThatNothingWasSubmitted() {
        // given
        var request = new SubmitRequest(Samples.token("db"), SCRIPT, directory.toString(), Instant.now().plusSeconds(30));

        // when
        Submission submission = cluster.submit(request);

        // then
        assertThat(submission).isEqualTo(new Submission.Refused(RefusalKind.UNREACHABLE, DOWN));
    }

    @Test
    void shouldTakeSilenceForNoAnswer() {
        // given
        var job = Samples.job("99999999", "db");

        // when
        var jobs = failure(cluster::jobs);
        var find = failure(() -> cluster.find(job.token()));
        var facts = failure(cluster::facts);
        var cancel = failure(() -> cluster.cancel(job));
        var usage = failure(() -> cluster.usage(List.of(job)));
        var check = failure(() -> cluster.check(SCRIPT, directory.toString()));

        // then
        assertThat(List.of(jobs.join(), find.join(), facts.join(), cancel.join(), usage.join(), check.join())).allMatch(ClusterSilentException.class::isInstance);
        assertThat(jobs.join()).hasMessage("squeue: " + DOWN);
        assertThat(facts.join()).message().startsWith("Slurmctld(primary) at ").endsWith(" is DOWN");
        assertThat(cancel.join()).hasMessageContaining(DOWN);
        assertThat(check.join()).hasMessage(DOWN);
    }

    /** Slurm's commands try for some seconds before they give up, so all are asked at the same time. */
    private static CompletableFuture<Throwable> failure(ThrowingCallable question) {
        return CompletableFuture.supplyAsync(() -> catchThrowable(question), Thread::startVirtualThread);
    }
}
