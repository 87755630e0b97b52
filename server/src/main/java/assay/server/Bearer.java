package assay.server;

import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.ListedJob;
import assay.cluster.Cluster.Trace;
import assay.events.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A token and all that bears it.
 *
 * @param jobs     those that are not over
 * @param traces   what there is of it on this machine
 * @param lease    how long ago the lease of its run was renewed; empty when nobody can say
 * @param standing what is known of it
 */
record Bearer(Token token, List<ListedJob> jobs, List<Trace> traces, Optional<Duration> lease, Standing standing) {
    Bearer {
        jobs = List.copyOf(jobs);
        traces = List.copyOf(traces);
    }

    /** Its jobs, to be ended. */
    Stream<JobRef> refs() {
        return jobs.stream().map(job -> new JobRef(job.id(), token));
    }

    /** Its traces of one kind. */
    List<Trace> traces(Trace.Kind kind) {
        return traces.stream().filter(trace -> trace.kind() == kind).toList();
    }

    /** Since when there is something of it; {@link Instant#EPOCH} when not known. */
    Instant since() {
        return Stream.concat(jobs.stream().map(ListedJob::submitted), traces.stream().map(Trace::since)).min(Instant::compareTo).orElse(Instant.EPOCH);
    }
}
