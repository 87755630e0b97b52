package assay.cluster;

import assay.cluster.command.Commands;
import assay.cluster.doctor.Examination;
import assay.cluster.doctor.JobCheck;
import assay.cluster.doctor.Patient;
import assay.events.RunId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A cluster that is looked at.
 *
 * @param patient  what is examined
 * @param commands run where the cluster's are; closed with this
 * @param checks   what can be told without a job
 * @param cluster  opened when a job is wanted; closed by whoever opened it
 */
public record Consultation(Patient patient, Commands commands, Examination checks, Supplier<Cluster> cluster, InstantSource clock) implements AutoCloseable {

    /**
     * What a job can tell.
     *
     * @param patience how long it may wait for its start
     * @param advice   what to do about a reason to wait, in the cluster's words
     */
    public JobCheck job(RunId id, Duration patience, UnaryOperator<String> advice) {
        return new JobCheck(cluster.get(), commands, patient, new JobCheck.Wish(id, patience, advice), clock);
    }

    @Override
    public void close() {
        commands.close();
    }
}
