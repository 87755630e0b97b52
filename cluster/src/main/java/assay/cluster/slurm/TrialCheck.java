package assay.cluster.slurm;

import assay.cluster.Cluster;
import assay.cluster.ClusterSilentException;
import assay.cluster.command.Commands;
import assay.cluster.doctor.Check;
import assay.cluster.doctor.Finding;
import assay.cluster.doctor.Patient;
import assay.cluster.doctor.ProbeScript;
import java.time.Duration;
import java.util.List;

/** Whether Slurm would take a small job that asks for what all jobs ask for; nothing is submitted. */
record TrialCheck(Commands commands, Patient patient) implements Check {
    private static final String NAME = "trial";

    @Override
    public List<Finding> look() {
        try {
            Cluster.Check answer = SubmissionOutput.check(commands.run(SlurmArguments.check("/"), ProbeScript.of(patient, 1, Duration.ZERO), Cluster.COMMAND_LIMIT));
            return List.of(answer.accepted() ? Finding.good(NAME, "Slurm would take a job of yours (sbatch --test-only)")
                    : Finding.broken(NAME, "Slurm would not take a job of yours: " + answer.message(), "change what is asked of Slurm in " + patient.writtenIn()));
        } catch (ClusterSilentException e) {
            return List.of(Finding.broken(NAME, "sbatch --test-only: " + e.getMessage(), "the controller answers other questions: try again, or ask the site's people"));
        }
    }
}
