package assay.cluster.local;

import assay.cluster.Cluster.JobRef;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.Token;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What is recorded of one job.
 *
 * @param place        the directory of the record
 * @param runDirectory where it works
 * @param supervisor   the process that looks after it
 * @param started      {@link Instant#EPOCH} when the script was not started yet
 * @param cancelled    whether it was told to end
 * @param end          how it ended
 */
record JobRecord(Path place, long number, Token token, String runDirectory, Instant submitted, Supervisor supervisor, Instant started, boolean cancelled,
        Optional<End> end) {

    /** A process: number, beginning, and the start of the machine that both belong to. */
    record Supervisor(long pid, long life, String boot) {
        /** True while this very process runs. */
        boolean alive(String thisBoot) {
            return boot.equals(thisBoot) && ProcessFacts.of(pid).filter(this::is).isPresent();
        }

        /** True for the process itself, and not for a later one of its number. */
        boolean is(ProcessFacts process) {
            return process.pid() == pid && process.life() == life && !process.ended();
        }
    }

    /** How a job ended: Slurm's state, the script's exit code, when, and a reason for people. */
    record End(ClusterState state, int exitCode, Instant at, String reason) {
    }

    ClusterJobId id() {
        return new ClusterJobId(Long.toString(number));
    }

    JobRecord ended(End how) {
        return new JobRecord(place, number, token, runDirectory, submitted, supervisor, started, cancelled, Optional.of(how));
    }

    boolean is(JobRef job) {
        return id().equals(job.id()) && token.equals(job.token());
    }
}
