package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Run;
import assay.events.ClusterJobId;
import assay.events.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One run as an object for programs. */
final class RunJson {
    private RunJson() {
    }

    /** A run; what is known of the moment stands first. */
    static Map<String, Object> of(Map<String, Object> moment, Snapshot snapshot) {
        Run run = snapshot.run();
        Origin origin = new Moments(snapshot.events()).origin();
        Map<String, Object> object = new LinkedHashMap<>(moment);
        object.put("run", run.id().value());
        object.put("requested", run.requestedAt().toString());
        object.put("state", RunSummary.state(run));
        object.put("outputDirectory", run.submission().outputDirectory());
        object.put("repeats", origin.run());
        object.put("repeatsFrom", origin.from());
        object.put("verdict", run.report().map(report -> report.verdict().name()).orElse(""));
        object.put("superseded", run.book().superseded());
        object.put("jobs", run.all().stream().map(RunJson::job).toList());
        return object;
    }

    private static Map<String, Object> job(Job job) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", job.name().value());
        object.put("kind", job.plan().kind().name());
        object.put("attempt", job.attempt());
        object.put("state", job.state().getClass().getSimpleName());
        object.put("clusterJob", clusterJob(job).map(ClusterJobId::value).orElse(""));
        object.put("clusterState", clusterState(job));
        return object;
    }

    private static Optional<ClusterJobId> clusterJob(Job job) {
        return switch (job.state()) {
            case JobState.Submitted s -> Optional.of(s.clusterJob());
            case JobState.Ended s -> s.clusterJob();
            case JobState.Planned s -> Optional.empty();
            case JobState.Scripted s -> Optional.empty();
            case JobState.Released s -> Optional.empty();
            case JobState.Intended s -> Optional.empty();
            case JobState.Refused s -> Optional.empty();
        };
    }

    private static String clusterState(Job job) {
        return switch (job.state()) {
            case JobState.Submitted s -> s.state().name();
            case JobState.Ended s -> s.event().state().name();
            case JobState.Planned s -> "";
            case JobState.Scripted s -> "";
            case JobState.Released s -> "";
            case JobState.Intended s -> "";
            case JobState.Refused s -> "";
        };
    }
}
