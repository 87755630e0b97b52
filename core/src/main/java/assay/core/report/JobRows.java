package assay.core.report;

import assay.core.report.RunLog.Entry;
import assay.events.ClusterState;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.JobStateChanged;
import assay.events.JobEvent.JobSubmitted;
import assay.events.JobEvent.ReportKind;
import assay.events.PlannedJob;
import assay.events.Token;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Lists the attempts of a run's jobs. */
final class JobRows {
    private JobRows() {
    }

    static List<JobRow> of(RunLog log, List<PlannedJob> plan) {
        return log.attempts().stream().map(token -> row(log, token, plan)).toList();
    }

    private static JobRow row(RunLog log, Token token, List<PlannedJob> plan) {
        Optional<JobEnded> ended = log.of(token, JobEnded.class).stream().findFirst().map(Entry::event);
        Optional<JobStateChanged> last = log.of(token, JobStateChanged.class).stream().map(Entry::event).reduce((earlier, later) -> later);
        Map<String, String> started = log.of(token, JobReported.class).stream().map(Entry::event).filter(report -> report.kind() == ReportKind.STARTED)
                .findFirst().map(JobReported::details).orElse(Map.of());
        String kind = plan.stream().filter(job -> job.name().equals(token.job())).findFirst().map(job -> job.kind().name().toLowerCase(Locale.ROOT)).orElse("");
        String clusterJob = log.of(token, JobSubmitted.class).stream().findFirst().map(entry -> entry.event().clusterJob().value()).orElse("");
        String nodes = last.map(JobStateChanged::nodes).filter(names -> !names.isEmpty()).orElse(started.getOrDefault("nodes", started.getOrDefault("node", "")));
        return new JobRow(token.job().value(), kind, token.value(), clusterJob, nodes,
                ended.map(JobEnded::state).or(() -> last.map(JobStateChanged::state)).orElse(clusterJob.isEmpty() ? ClusterState.NOT_SUBMITTED : ClusterState.UNKNOWN),
                ended.map(JobEnded::exitCode).orElse(-1), ended.map(JobEnded::cause).orElse(""), ended.map(JobEnded::nodeSeconds).orElse(0.0),
                account(started), ended.map(JobEnded::lastLogLines).orElse(List.of()));
    }

    private static String account(Map<String, String> started) {
        String user = started.getOrDefault("user", "");
        String host = started.getOrDefault("host_user", "");
        return host.isEmpty() || host.equals(user) ? user : user + " (dropped from " + host + ")";
    }
}
