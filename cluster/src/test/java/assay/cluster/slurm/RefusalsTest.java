package assay.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.JobEvent.RefusalKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PERMANENT   | sbatch: error: invalid partition specified: nope
            PERMANENT   | sbatch: error: Batch job submission failed: Invalid partition name specified
            PERMANENT   | sbatch: error: Batch job submission failed: Invalid account or account/partition combination specified
            PERMANENT   | sbatch: error: Batch job submission failed: Invalid qos specification
            PERMANENT   | sbatch: error: Batch job submission failed: Requested node configuration is not available
            PERMANENT   | sbatch: error: Memory specification can not be satisfied
            PERMANENT   | sbatch: error: Batch job submission failed: Invalid license specification
            PERMANENT   | sbatch: error: Invalid directive found in batch script: b
            PERMANENT   | sbatch: unrecognized option '--bogus'
            PERMANENT   | sbatch: error: Batch script contains DOS line breaks (\\r\\n)
            PERMANENT   | sbatch: error: This does not look like a batch script.  The first
            PERMANENT   | sbatch: error: Batch script is empty!
            PERMANENT   | sbatch: error: Invalid --time specification
            PERMANENT   | sbatch: error: Batch job submission failed: Pathname of a file, directory or other parameter too long
            PERMANENT   | sbatch: error: QOSMaxNodePerJobLimit: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)
            PERMANENT   | sbatch: error: QOSMaxWallDurationPerJobLimit: Job violates accounting/QOS policy (job submit limit, user's size)
            NOT_NOW     | sbatch: error: QOSMaxSubmitJobPerUserLimit: Job violates accounting/QOS policy (job submit limit, user's size)
            NOT_NOW     | sbatch: error: AssocGrpSubmitJobsLimit: Job violates accounting/QOS policy (job submit limit, user's size)
            UNREACHABLE | sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)
            UNREACHABLE | sbatch: fatal: Could not establish a configuration source
            """)
    void shouldKnowWhatProvesThatThereIsNoJob(RefusalKind kind, String words) {
        // when
        var found = Refusals.kind(words);

        // then
        assertThat(found).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation",
            "sbatch: error: Batch job submission failed: Zero Bytes were transmitted or received",
            "sbatch: error: Batch job submission failed: Unexpected message received",
            "sbatch: error: Batch job submission failed: Unable to contact slurm controller (receive failure)",
            "sbatch: error: Batch job submission failed: Unable to contact slurm controller (send failure)",
            "sbatch: error: Slurm temporarily unable to accept job, sleeping and retrying",
            "sbatch: error: invalid partition specified: x\nsbatch: error: Socket timed out on send/recv operation",
            "sbatch: error: something that nobody has seen yet", "Killed", ""})
    void shouldProveNothingByOtherWords(String words) {
        // when
        var found = Refusals.kind(words);

        // then
        assertThat(found).isEmpty();
    }
}
