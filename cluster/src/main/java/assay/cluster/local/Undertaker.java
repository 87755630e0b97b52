package assay.cluster.local;

import assay.cluster.local.JobRecord.End;
import assay.events.ClusterState;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends jobs whose supervisor is gone and left no record: what still runs of them is killed, and only when nothing is left is the end recorded, as
 * NODE_FAIL. Until then they count as running.
 */
final class Undertaker {
    private static final Logger LOGGER = LoggerFactory.getLogger(Undertaker.class);
    private static final String REASON = "the job's supervisor is gone without a record: it was killed, or this machine was started anew";
    private final Records records;
    private final String boot;
    private final InstantSource clock;

    Undertaker(Records records, String boot, InstantSource clock) {
        this.records = records;
        this.boot = boot;
        this.clock = clock;
    }

    /** All records, with the ends that were found out. */
    List<JobRecord> look() throws IOException {
        List<JobRecord> all = records.all();
        List<JobRecord> lost = all.stream().filter(job -> job.end().isEmpty() && !job.supervisor().alive(boot)).toList();
        if (lost.isEmpty()) {
            return all;
        }
        Map<Long, List<ProcessFacts>> left = Processes.of(lost);
        left.values().forEach(Processes::kill);
        List<JobRecord> seen = new ArrayList<>();
        for (JobRecord job : all) {
            seen.add(lost.contains(job) && !left.containsKey(job.number()) ? over(job) : job);
        }
        return seen;
    }

    /** Its supervisor may have recorded the end right before it went. */
    private JobRecord over(JobRecord job) throws IOException {
        JobRecord now = records.read(job.number()).orElse(job);
        if (now.end().isPresent()) {
            return now;
        }
        End end = new End(ClusterState.NODE_FAIL, -1, clock.instant(), REASON);
        Records.end(job, end);
        LOGGER.atWarn().addKeyValue("job", job.token()).addKeyValue("clusterJobId", job.id()).log("A job's supervisor is gone without a record");
        return now.ended(end);
    }
}
