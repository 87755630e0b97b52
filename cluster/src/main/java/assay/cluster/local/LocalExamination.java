package assay.cluster.local;

import assay.cluster.command.Commands;
import assay.cluster.doctor.Check;
import assay.cluster.doctor.DirectoryCheck;
import assay.cluster.doctor.Examination;
import assay.cluster.doctor.Finding;
import assay.cluster.doctor.Patient;
import assay.cluster.doctor.ProgramsCheck;
import assay.cluster.doctor.Shown;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/** What is looked at where jobs run on this machine. */
public final class LocalExamination {
    private LocalExamination() {
    }

    /** The checks. */
    public static Examination of(Commands commands, Patient patient, InstantSource clock) {
        ProgramsCheck programs = new ProgramsCheck(commands, LocalCluster.PROGRAMS, List.of("ip", "apptainer"),
                "without ip a service tells only the addresses that hostname knows, without apptainer recipes with image: cannot run: install iproute2, apptainer",
                () -> "this machine has", "install bash, coreutils, util-linux, grep and sed, or add their folder to PATH");
        return new Examination(List.of(programs), List.of(machine(patient)), List.of(new DirectoryCheck(commands, patient, false, clock)));
    }

    private static Check machine(Patient patient) {
        return () -> {
            if (!patient.site().localAllowed()) {
                return List.of(Finding.broken("machine", "no run may take place here", "the profile '" + patient.site().name() + "' says local: never, and there is no Slurm here: run assay where sbatch is"));
            }
            try {
                Machine here = Machine.here();
                return List.of(Finding.good("machine", here.host() + ": " + here.cpus() + " CPUs, " + Shown.size(here.memoryBytes() >> 10)
                        + " of memory, kernel " + here.kernel() + "; jobs start at once, whatever else runs"));
            } catch (IOException e) {
                return List.of(Finding.broken("machine", "it cannot run jobs: " + e.getMessage(), "the local cluster needs Linux with /proc"));
            }
        };
    }
}
