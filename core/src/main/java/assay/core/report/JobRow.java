package assay.core.report;

import assay.events.ClusterState;
import assay.events.Token;
import java.util.List;

/**
 * One attempt of a job, as the cleanup record lists it.
 *
 * @param job         the job's name
 * @param kind        {@code service}, {@code client}, {@code allocation}, or empty when it was not planned
 * @param token       its name on the cluster
 * @param clusterJob  its id there; empty when it was never submitted
 * @param nodes       where it ran; empty when it did not
 * @param state       the last that is known
 * @param exitCode    -1 when unknown
 * @param cause       why it ended
 * @param nodeSeconds what it is billed for
 * @param account     the account its program ran as, and the job's own when that was another
 * @param lastLogLines the end of its log
 */
public record JobRow(String job, String kind, String token, String clusterJob, String nodes, ClusterState state, int exitCode, String cause,
        double nodeSeconds, String account, List<String> lastLogLines) {
    public JobRow {
        lastLogLines = List.copyOf(lastLogLines);
    }

    /** The job's name, with the attempt behind the first. */
    String name() {
        return Token.read(token).filter(read -> read.attempt() > 1).map(read -> job + " (attempt " + read.attempt() + ")").orElse(job);
    }
}
