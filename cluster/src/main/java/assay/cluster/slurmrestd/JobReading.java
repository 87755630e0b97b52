package assay.cluster.slurmrestd;

import assay.cluster.Cluster.ListedJob;
import assay.cluster.slurm.JobStates;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads jobs out of answers of the controller and of the database, in whatever version. Pure. */
final class JobReading {
    private JobReading() {
    }

    /** The jobs of a user that the controller lists; it lists everybody's. */
    static List<ListedJob> listed(JsonNode answer, String user) {
        return answer.path("jobs").valueStream().filter(job -> RestValues.text(job.path("user_name")).equals(user)).map(JobReading::listed).toList();
    }

    private static ListedJob listed(JsonNode job) {
        String word = RestValues.state(job.path("job_state"));
        ClusterState state = JobStates.state(word);
        String nodes = RestValues.text(job.path("nodes"));
        return new ListedJob(new ClusterJobId(Long.toString(job.path("job_id").asLong())), RestValues.text(job.path("name")), state, word, reason(job), nodes,
                (int) RestValues.number(job.path("node_count")).orElse(0), (int) RestValues.number(job.path("restart_cnt")).orElse(0),
                state.terminal() ? RestValues.exitCode(job.path("exit_code")) : -1, RestValues.instant(job.path("submit_time")),
                // Of a job that waits it is the expected start.
                nodes.isEmpty() ? Instant.EPOCH : RestValues.instant(job.path("start_time")), state.terminal() ? RestValues.instant(job.path("end_time")) : Instant.EPOCH,
                Duration.ofMinutes(RestValues.number(job.path("time_limit")).orElse(0)));
    }

    private static String reason(JsonNode job) {
        String reason = RestValues.text(job.path("state_reason"));
        return reason.equals("None") ? "" : reason;
    }

    /** Where each job works; what is no absolute path is left out. */
    static Map<ClusterJobId, String> directories(JsonNode answer, String user) {
        Map<ClusterJobId, String> directories = new LinkedHashMap<>();
        answer.path("jobs").valueStream().filter(job -> RestValues.text(job.path("user_name")).equals(user)).forEach(job -> {
            String directory = RestValues.text(job.path("current_working_directory"));
            if (directory.startsWith("/")) {
                directories.put(new ClusterJobId(Long.toString(job.path("job_id").asLong())), directory);
            }
        });
        return directories;
    }

    /** The database's records of a job. Its exit codes are left out: in v0.0.38 a failed job has that of a successful one. */
    static List<ListedJob> recorded(JsonNode answer) {
        return answer.path("jobs").valueStream().map(JobReading::past).toList();
    }

    private static ListedJob past(JsonNode job) {
        String word = RestValues.state(job.path("state").path("current"));
        ClusterState state = JobStates.state(word);
        JsonNode time = job.path("time");
        String nodes = RestValues.text(job.path("nodes"));
        return new ListedJob(new ClusterJobId(Long.toString(job.path("job_id").asLong())), RestValues.text(job.path("name")), state, word,
                RestValues.text(job.path("state").path("reason")).replaceFirst("^None$", ""), nodes.equals("None assigned") ? "" : nodes,
                (int) RestValues.number(job.path("allocation_nodes")).orElse(0), 0, -1, RestValues.instant(time.path("submission")), RestValues.instant(time.path("start")),
                state.terminal() ? RestValues.instant(time.path("end")) : Instant.EPOCH, Duration.ofMinutes(RestValues.number(time.path("limit")).orElse(0)));
    }
}
