package assay.cluster.slurm;

import assay.cluster.command.Commands;
import assay.cluster.doctor.Answer;
import assay.cluster.doctor.DirectoryCheck;
import assay.cluster.doctor.Examination;
import assay.cluster.doctor.Patient;
import assay.cluster.doctor.ProgramsCheck;
import assay.cluster.doctor.ReachCheck;
import java.time.InstantSource;
import java.util.List;

/** What is looked at where Slurm is. */
public final class SlurmExamination {
    private SlurmExamination() {
    }

    /** The checks, for commands that run where Slurm's are. Whether nodes see the run root is guessed at only where no job tells. */
    public static Examination of(Commands commands, Patient patient, boolean jobTells, InstantSource clock) {
        ProgramsCheck programs = new ProgramsCheck(commands, List.of("sbatch", "squeue", "scancel", "scontrol", "sinfo"), List.of("sacct", "sstat", "sacctmgr"),
                "without sacct a job that vanished is LOST, without sstat steps are not sampled, without sacctmgr limits are not known: ask for the rest of Slurm's commands",
                () -> Answer.of(commands, SlurmArguments.version()).out().strip(),
                "load the module that brings Slurm's commands, or run assay where they are (a login node), or name the cluster's profile by --cluster");
        return new Examination(List.of(new ReachCheck(commands), programs, new ControllerCheck(commands, clock)),
                List.of(new PartitionsCheck(commands), new AccountsCheck(commands, patient), new PartitionCheck(commands, patient), new TrialCheck(commands, patient),
                        new AccountingCheck(commands)),
                List.of(new DirectoryCheck(commands, patient, !jobTells, clock)));
    }
}
