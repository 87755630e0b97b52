package assay.core.report;

import java.util.List;

/**
 * Why a run did not complete.
 *
 * @param job          the job that failed; empty when none did
 * @param what         what failed and why, in the cluster's words
 * @param lastLogLines the end of that job's log
 */
public record Failure(String job, String what, List<String> lastLogLines) {
    public Failure {
        lastLogLines = List.copyOf(lastLogLines);
    }
}
