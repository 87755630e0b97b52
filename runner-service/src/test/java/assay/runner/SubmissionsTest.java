package assay.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.cluster.Cluster.Submission;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect.LookUp;
import assay.core.runner.RunnerEffect.Submit;
import assay.core.runner.RunnerEffect.Withdraw;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.JobEvent.RefusalKind;
import assay.testkit.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionsTest {
    private final FakeCluster cluster = Examples.cluster();
    private final ManualClock clock = Examples.clock();
    private final Submissions submissions = new Submissions(cluster, clock, new SecretFiles(Examples.SECRETS));
    private final Instant deadline = clock.instant().plusSeconds(60);
    private final Submit submit = new Submit(Examples.RUN, Examples.DB, "#!/bin/bash\n", Examples.DIRECTORY, deadline, List.of("secrets/db.password"), List.of(), List.of());
    private final Withdraw withdraw = new Withdraw(Examples.RUN, Examples.DB, deadline);

    @Test
    void shouldMakeSecretsAndALeaseBeforeItSubmits() {
        // when
        RunnerAnswer answer = submissions.submit(submit);
        // then
        assertThat(answer).isEqualTo(new RunnerAnswer.Accepted(Examples.RUN, Examples.DB, Examples.JOB, false));
        assertThat(cluster.store.text(Examples.DIRECTORY, "secrets/db.password")).hasSize(32);
        assertThat(cluster.store.has(Examples.DIRECTORY, "lease/runner")).isTrue();
    }

    @Test
    void shouldMakeTheDirectoriesForJobsBeforeItSubmits() {
        // when
        submissions.submit(submit);
        // then
        assertThat(cluster.store.furnished).containsExactly(Examples.DIRECTORY + "/");
    }

    @Test
    void shouldSubmitAnIntentOnce() {
        // given
        submissions.submit(submit);
        // when
        RunnerAnswer answer = submissions.submit(submit);
        // then
        assertThat(answer).isEqualTo(new RunnerAnswer.Nothing());
        assertThat(cluster.submitted).hasSize(1);
    }

    @Test
    void shouldKeepTheSecretOfAnEarlierSubmission() {
        // given
        submissions.submit(submit);
        String secret = cluster.store.text(Examples.DIRECTORY, "secrets/db.password");
        // when
        submissions.submit(new Submit(Examples.RUN, Examples.DB, "#!/bin/bash\n", Examples.DIRECTORY, deadline.plusSeconds(1), submit.secrets(), List.of(), List.of()));
        // then
        assertThat(cluster.store.text(Examples.DIRECTORY, "secrets/db.password")).isEqualTo(secret);
    }

    @Test
    void shouldNeverBeginWhatWasWithdrawn() {
        // given
        RunnerAnswer withdrawn = submissions.withdraw(withdraw);
        // when
        RunnerAnswer answer = submissions.submit(submit);
        // then
        assertThat(withdrawn).isEqualTo(new RunnerAnswer.NeverBegun(Examples.RUN, Examples.DB));
        assertThat(answer).isEqualTo(new RunnerAnswer.Nothing());
        assertThat(cluster.submitted).isEmpty();
        assertThat(submissions.withdraw(withdraw)).isEqualTo(withdrawn);
    }

    @Test
    void shouldNotSayNeverBegunOfWhatWasBegun() {
        // given
        cluster.outcome = new Submission.Ambiguous("Socket timed out on send/recv operation");
        submissions.submit(submit);
        // when
        RunnerAnswer answer = submissions.withdraw(withdraw);
        // then
        assertThat(answer).isEqualTo(new RunnerAnswer.Nothing());
    }

    @Test
    void shouldLeaveWhatIsPastItsDeadlineToTheLookUp() {
        // given
        submissions.submit(submit);
        clock.advance(Duration.ofHours(1));
        // when
        RunnerAnswer withdrawn = submissions.withdraw(withdraw);
        RunnerAnswer begun = submissions.submit(submit);
        // then
        assertThat(withdrawn).isEqualTo(new RunnerAnswer.Nothing());
        assertThat(begun).isEqualTo(new RunnerAnswer.Nothing());
        assertThat(cluster.submitted).hasSize(1);
    }

    @Test
    void shouldTryAgainWhenNothingReachedTheClusterYet() {
        // given
        cluster.store.broken.add(Examples.DIRECTORY + "/secrets");
        assertThatThrownBy(() -> submissions.submit(submit)).isInstanceOf(UncheckedIOException.class);
        cluster.store.broken.clear();
        // when
        RunnerAnswer answer = submissions.submit(submit);
        // then
        assertThat(answer).isInstanceOf(RunnerAnswer.Accepted.class);
    }

    @Test
    void shouldEndAnAttemptThatCannotBePrepared() {
        // given
        cluster.store.vanish(Examples.DIRECTORY);
        RunnerEffects effects = new RunnerEffects(cluster, clock, Examples.SECRETS);
        for (int attempt = 1; attempt < 5; attempt++) {
            assertThatThrownBy(() -> effects.perform(submit)).isInstanceOf(UncheckedIOException.class);
        }
        // when
        RunnerAnswer answer = effects.perform(submit);
        // then
        assertThat(answer).isInstanceOfSatisfying(RunnerAnswer.Concluded.class, concluded -> {
            assertThat(concluded.event().state()).isEqualTo(ClusterState.NOT_SUBMITTED);
            assertThat(concluded.event().cause()).contains("could not be submitted").contains("no such run directory");
        });
        assertThat(cluster.submitted).isEmpty();
    }

    @Test
    void shouldBoundWhatARefusalSays() {
        // given
        cluster.outcome = new Submission.Refused(RefusalKind.PERMANENT, "no ".repeat(10_000));
        // when
        RunnerAnswer answer = submissions.submit(submit);
        // then
        assertThat(answer).isInstanceOfSatisfying(RunnerAnswer.Refused.class, refused -> assertThat(refused.message().length()).isLessThan(1_100));
    }

    @Test
    void shouldAdoptTheFirstJobWhateverItsIdLooksLike() {
        // given
        cluster.listed.add(FakeCluster.job("10000", Examples.DB, ClusterState.PENDING, "Priority"));
        cluster.listed.add(FakeCluster.job("9999", Examples.DB, ClusterState.PENDING, "Priority"));
        cluster.listed.add(FakeCluster.job("local-123456", Examples.DB, ClusterState.RUNNING, ""));
        // when
        RunnerAnswer answer = submissions.lookUp(new LookUp(Examples.RUN, Examples.DB));
        // then
        assertThat(answer).isEqualTo(new RunnerAnswer.Accepted(Examples.RUN, Examples.DB, new ClusterJobId("9999"), true));
    }

    @Test
    void shouldNotAdoptARefusedSubmission() {
        // given
        cluster.listed.add(FakeCluster.job("9", Examples.DB, ClusterState.FAILED, "BadConstraints"));
        // when
        RunnerAnswer answer = submissions.lookUp(new LookUp(Examples.RUN, Examples.DB));
        // then
        assertThat(answer).isEqualTo(new RunnerAnswer.NotFound(Examples.RUN, Examples.DB));
    }

    @Test
    void shouldBringTheUsersSecretsAsTheyAreNow(@TempDir Path secrets) throws IOException {
        // given
        Submit submit = new Submit(Examples.RUN, Examples.DB, "#!/bin/bash\n", Examples.DIRECTORY, deadline, List.of(), List.of("api-key"), List.of());
        cluster.store.write(Examples.DIRECTORY, "secrets/own/api-key", "old");
        Files.writeString(Files.createFile(secrets.resolve("api-key"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))), "new");
        // when
        RunnerAnswer answer = new Submissions(cluster, clock, new SecretFiles(secrets)).submit(submit);
        // then
        assertThat(answer).isInstanceOf(RunnerAnswer.Accepted.class);
        assertThat(cluster.store.text(Examples.DIRECTORY, "secrets/own/api-key")).isEqualTo("new");
    }

    @Test
    void shouldNotSubmitWithoutASecret() {
        // given
        Submit submit = new Submit(Examples.RUN, Examples.DB, "#!/bin/bash\n", Examples.DIRECTORY, deadline, List.of(), List.of("api-key"), List.of());
        // when / then
        assertThatThrownBy(() -> submissions.submit(submit)).isInstanceOf(UncheckedIOException.class).hasMessageContaining("the secret api-key is missing");
        assertThat(cluster.submitted).isEmpty();
    }
}
