package assay.cluster.slurmrestd;

import assay.cluster.Cluster.Facts;
import assay.cluster.ClusterRefusedException;
import assay.cluster.ClusterSilentException;
import assay.cluster.doctor.Check;
import assay.cluster.doctor.Finding;
import assay.cluster.doctor.Patient;
import assay.cluster.doctor.Shown;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Whether the daemon is there and speaks a version that is known here, accepts the token, and reaches Slurm's controller and database. */
record DaemonCheck(RestConfig config, Patient patient, Supplier<ApiVersion> version, Supplier<Facts> facts, InstantSource clock) implements Check {
    private static final String DAEMON = "slurmrestd";
    private static final String CONTROLLER = "controller";
    private static final String ACCOUNTING = "accounting";

    @Override
    public List<Finding> look() {
        Instant began = clock.instant();
        try {
            String found = version.get().toString();
            Finding reached = Finding.good(DAEMON, config.address() + " answers within " + Shown.seconds(Duration.between(began, clock.instant())) + " and speaks " + found);
            return answered(reached);
        } catch (ClusterSilentException | ClusterRefusedException e) {
            return List.of(Finding.broken(DAEMON, e.getMessage(), "look whether it runs, and whether connect.rest in " + patient.writtenIn() + " is its address as seen from this machine"));
        }
    }

    private List<Finding> answered(Finding reached) {
        Instant began = clock.instant();
        try {
            Facts told = facts.get();
            Finding controller = Finding.good(CONTROLLER, "answers " + config.user() + " within "
                    + Shown.seconds(Duration.between(began, clock.instant())) + "; " + told.facts().get("version"));
            return List.of(reached, controller, told.facts().get("accounting").equals("answers") ? Finding.good(ACCOUNTING, "answers")
                    : Finding.doubtful(ACCOUNTING, "does not answer", "a job that vanishes from the queue before it was seen to end counts as LOST unless it said so itself"));
        } catch (ClusterSilentException | ClusterRefusedException e) {
            return List.of(reached, Finding.broken(CONTROLLER, e.getMessage(), "either the token is not accepted (is it one for " + config.user()
                    + ", and of this cluster's key?), or the controller is silent: `scontrol ping` where Slurm's commands are tells which"));
        }
    }
}
