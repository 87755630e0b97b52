package assay.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.cluster.Cluster.Check;
import assay.cluster.Cluster.Submission;
import assay.cluster.ClusterSilentException;
import assay.cluster.command.CommandResult.CutOff;
import assay.cluster.command.CommandResult.Ended;
import assay.cluster.command.CommandResult.NotStarted;
import assay.events.ClusterJobId;
import assay.events.JobEvent.RefusalKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionOutputTest {

    @ParameterizedTest
    @ValueSource(strings = {"4711\n", "4711;cluster\n", "site banner\n\n4711\n\n"})
    void shouldTakeTheIdOfTheLastLine(String out) {
        // when
        Submission submission = SubmissionOutput.submission(new Ended(0, out, ""));

        // then
        assertThat(submission).isEqualTo(new Submission.Accepted(new ClusterJobId("4711")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Submitted batch job 4711", "4711 x", "-1"})
    void shouldBeInDoubtWithoutACleanId(String out) {
        // when
        Submission submission = SubmissionOutput.submission(new Ended(0, out, ""));

        // then
        assertThat(submission).isInstanceOf(Submission.Ambiguous.class);
    }

    @Test
    void shouldBeInDoubtAfterATimeout() {
        // given
        var frozen = new Ended(1, "", "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation\n");

        // when
        Submission submission = SubmissionOutput.submission(frozen);

        // then
        assertThat(submission).isEqualTo(new Submission.Ambiguous("Socket timed out on send/recv operation"));
        assertThat(SubmissionOutput.submission(new Ended(137, "", ""))).isEqualTo(new Submission.Ambiguous("sbatch ended with 137 and said nothing"));
        assertThat(SubmissionOutput.submission(new CutOff("too long"))).isEqualTo(new Submission.Ambiguous("too long"));
    }

    @Test
    void shouldBeSureWhenSbatchNeverRan() {
        // given
        var late = new Ended(75, "", SlurmArguments.TOO_LATE + "\n");
        var missing = new Ended(127, "", "timeout: failed to run command 'sbatch': No such file or directory\n");

        // when
        Submission submission = SubmissionOutput.submission(late);

        // then
        assertThat(submission).isEqualTo(new Submission.Refused(RefusalKind.UNREACHABLE, SlurmArguments.TOO_LATE));
        assertThat(SubmissionOutput.submission(missing)).isInstanceOf(Submission.Refused.class);
        assertThat(SubmissionOutput.submission(new NotStarted("no bash"))).isEqualTo(new Submission.Refused(RefusalKind.UNREACHABLE, "no bash"));
        assertThat(SubmissionOutput.submission(new Ended(75, "", ""))).isInstanceOf(Submission.Ambiguous.class);
    }

    @Test
    void shouldRefuseInSlurmsWords() {
        // given
        var refused = new Ended(1, "", """
                sbatch: error: QOSMaxNodePerJobLimit
                sbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)
                """);

        // when
        Submission submission = SubmissionOutput.submission(refused);

        // then
        assertThat(submission).isEqualTo(new Submission.Refused(RefusalKind.PERMANENT,
                "QOSMaxNodePerJobLimit; Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)"));
    }

    @Test
    void shouldCheckInSlurmsWords() {
        // given
        var good = new Ended(0, "", "sbatch: Job 13 to start at 2026-11-23T18:46:23 using 1 processors on nodes n1 in partition off\n");
        var bad = new Ended(1, "", "sbatch: error: invalid partition specified: nope\nallocation failure: Invalid partition name specified\n");
        var full = new Ended(1, "", "sbatch: error: QOSMaxSubmitJobPerUserLimit\nallocation failure: Job violates accounting/QOS policy (…)\n");

        // when
        Check check = SubmissionOutput.check(bad);

        // then
        assertThat(check).isEqualTo(new Check(false, "invalid partition specified: nope; Invalid partition name specified"));
        assertThat(SubmissionOutput.check(good)).isEqualTo(
                new Check(true, "Job 13 to start at 2026-11-23T18:46:23 using 1 processors on nodes n1 in partition off"));
        assertThat(SubmissionOutput.check(full).accepted()).isTrue();
    }

    @Test
    void shouldNotTakeSilenceForAnAnswer() {
        // given
        var down = new Ended(1, "", "allocation failure: Unable to contact slurm controller (connect failure)\n");

        // when / then
        assertThatThrownBy(() -> SubmissionOutput.check(down)).isInstanceOf(ClusterSilentException.class)
                .hasMessage("Unable to contact slurm controller (connect failure)");
    }

    @Test
    void shouldJoinTheLinesOfOneSentence() {
        // given
        var err = """
                sbatch: error: This does not look like a batch script.  The first
                sbatch: error: line must start with #! followed by the path to an interpreter.
                sbatch: error: For instance: #!/bin/sh
                """;

        // when
        String words = SlurmWords.readable(err);

        // then
        assertThat(words).isEqualTo("This does not look like a batch script.  The first line must start with #! followed by the path to an "
                + "interpreter.; For instance: #!/bin/sh");
    }
}
