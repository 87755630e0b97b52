package assay.core.runner;

import assay.core.loop.Duty;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Run;
import assay.events.ClusterState;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.JobStateChanged;
import assay.events.JobEvent.ReportKind;
import assay.events.Token;
import java.util.List;
import java.util.Optional;

/**
 * What is due for a job that runs as a step in the allocation of another one, its host. It is begun by a file that the host's script looks for, so
 * there is no submission whose outcome could be unknown; and the cluster lists only the host, so its state follows from what it and the host say.
 */
final class Steps {
    private Steps() {
    }

    /** What has changed of a job that was begun. */
    static void follow(Run run, Job job, Job host, JobState.Submitted state, List<Duty<RunnerEffect>> duties) {
        String node = job.report(ReportKind.STARTED).map(report -> report.details().getOrDefault("node", "")).orElse("");
        ClusterState now = state(job, host, state.token());
        boolean moved = !node.isEmpty() && !node.equals(state.nodes());
        if (!state.state().terminal() && (now != state.state() || moved)) {
            duties.add(new Duty.Append<>(run.id(), new JobStateChanged(state.token(), state.clusterJob(), now, now.terminal() ? reason(host, state.token()) : "", node)));
        }
    }

    private static String reason(Job host, Token token) {
        return exit(host, token).map(code -> "its step ended with exit code " + code).or(() -> end(host).map(state -> "its allocation ended: " + state)).orElse("");
    }

    private static ClusterState state(Job job, Job host, Token token) {
        Optional<String> exit = exit(host, token);
        boolean well = "0".equals(exit.or(() -> job.report(ReportKind.STOPPED).map(report -> report.details().getOrDefault("exit", ""))).orElse(""));
        Optional<ClusterState> end = end(host);
        if (end.isPresent()) {
            return well ? ClusterState.COMPLETED : byHost(end.get(), job);
        }
        // A host that stops may be the reason why its step failed: the cluster tells what ended both.
        if (exit.isPresent() && (well || host.report(ReportKind.STOPPED).isEmpty())) {
            return well ? ClusterState.COMPLETED : ClusterState.FAILED;
        }
        return job.report(ReportKind.STARTED).isPresent() ? ClusterState.RUNNING : ClusterState.PENDING;
    }

    private static ClusterState byHost(ClusterState end, Job job) {
        if (end != ClusterState.COMPLETED && end != ClusterState.GONE) {
            return end;
        }
        return job.report(ReportKind.STOPPED).isPresent() ? ClusterState.FAILED : ClusterState.LOST;
    }

    private static Optional<ClusterState> end(Job host) {
        return switch (host.state()) {
            case JobState.Ended s -> Optional.of(s.event().state());
            case JobState.Submitted s when s.state().terminal() -> Optional.of(s.state());
            case JobState s -> Optional.empty();
        };
    }

    /** With which exit code the step ended, as the host says; empty while it has not. */
    private static Optional<String> exit(Job host, Token token) {
        return host.reports().stream().filter(report -> report.kind() == ReportKind.PHASE && token.value().equals(report.details().get("step")))
                .map(JobReported::details).map(details -> details.getOrDefault("exit", "")).findFirst();
    }
}
