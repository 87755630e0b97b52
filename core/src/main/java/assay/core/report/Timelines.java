package assay.core.report;

import assay.core.report.RunLog.Entry;
import assay.core.report.Timeline.Activity;
import assay.core.report.Timeline.Lane;
import assay.core.report.Timeline.Milestone;
import assay.core.report.Timeline.Timing;
import assay.events.JobEvent;
import assay.events.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the timeline of a run. */
final class Timelines {
    private final RunLog log;
    private final List<Milestone> milestones = new ArrayList<>();

    private Timelines(RunLog log) {
        this.log = log;
    }

    static Timeline of(RunLog log, Jobs jobs) {
        Timelines timelines = new Timelines(log);
        List<Lane> lanes = new Lanes(log, jobs).all();
        log.all(JobEvent.class).forEach(timelines::add);
        return new Timeline(timelines.milestones, lanes, timelines.timings(lanes));
    }

    private void add(Entry<JobEvent> entry) {
        Instant time = entry.time();
        switch (entry.event()) {
            case JobEvent.RunRequested e -> happened(time, "", "requested by " + e.submission().submitter() + (e.origin().none() ? "" : ", run " + e.origin().run() + " again from " + e.origin().from()));
            case JobEvent.CancelAccepted e -> happened(time, "", "cancel requested by " + e.by() + (e.reason().isEmpty() ? "" : ": " + e.reason()));
            case JobEvent.RecipeAccepted e -> happened(time, "", "recipe accepted");
            case JobEvent.RecipeRejected e -> happened(time, "", "recipe rejected");
            case JobEvent.RunPlanned e -> happened(time, "", "planned");
            case JobEvent.RunRefused e -> happened(time, "", "refused");
            case JobEvent.RunClosing e -> happened(time, "", "closing: " + e.reason());
            case JobEvent.RunCleaned e -> happened(time, "", "cleaned up");
            case JobEvent.RunFinished e -> happened(time, "", "finished: " + e.outcome());
            case JobEvent.ClusterObserved e -> happened(time, "", e.usable() ? "the cluster answers: " + e.adapter() : "the cluster does not answer, or cannot be used: " + e.reason());
            case JobEvent.MetricsSummarised e -> happened(time, "", "metrics summarised");
            case JobEvent.ArtifactStaged e -> happened(time, e.name(), "staged in " + Numbers.seconds(e.seconds()) + (e.cached() ? ", cached" : ""));
            case JobEvent.StagingFailed e -> happened(time, e.name(), "not staged: " + e.reason());
            case JobEvent.ArtifactChecked e -> { }
            case JobEvent.JobSubmitted e -> happened(time, e.subject(), (e.adopted() ? "found on the cluster as job " : "submitted as job ") + e.clusterJob());
            case JobEvent.SubmissionRefused e -> happened(time, e.subject(), "submission refused: " + e.message());
            case JobEvent.JobStateChanged e -> happened(time, e.subject(), e.state() + (e.reason().isEmpty() || e.reason().equals("None") ? "" : " (" + e.reason() + ")"));
            case JobEvent.JobReported e -> happened(e.at(), e.subject(), words(e));
            case JobEvent.EndpointDiscovered e -> happened(time, e.subject(), "endpoint " + e.address() + ":" + e.port());
            case JobEvent.ServiceReady e -> happened(time, e.subject(), "known to be ready");
            case JobEvent.ServiceUnready e -> happened(time, e.subject(), "not ready any more: " + e.reason());
            case JobEvent.JobStopRequested e -> happened(time, e.subject(), "stop requested: " + e.reason());
            case JobEvent.WorkloadMeasured e -> happened(time, e.subject(), "window " + e.repetition() + (e.measurement().measured() ? " read" : " not measured"));
            case JobEvent.JobEnded e -> happened(time, e.subject(), "ended as " + e.state());
            case JobEvent.JobScripted e -> { }
            case JobEvent.JobReleased e -> { }
            case JobEvent.JobChecked e -> { }
            case JobEvent.SubmissionIntended e -> { }
            case JobEvent.ReportPublished e -> { }
        }
    }

    private static String words(JobEvent.JobReported report) {
        Map<String, String> details = report.details();
        return switch (report.kind()) {
            case STARTED -> "started on " + details.getOrDefault("node", "an unnamed node");
            case ENTERED -> "entered its image";
            case READY -> "ready";
            case PHASE -> details.getOrDefault("phase", "phase") + (details.containsKey("for") ? " for " + details.get("for") : "") + (details.containsKey("repetition") ? " " + details.get("repetition") : "");
            case STOPPED -> "stopped: " + details.getOrDefault("reason", "no reason given");
            case DUPLICATE -> "another job had claimed the attempt";
        };
    }

    private void happened(Instant at, String subject, String what) {
        milestones.add(new Milestone(seconds(log.start(), at), at, name(subject), what));
    }

    private static String name(String subject) {
        return Token.read(subject).map(token -> token.job() + (token.attempt() > 1 ? " (attempt " + token.attempt() + ")" : "")).orElse(subject);
    }

    private List<Timing> timings(List<Lane> lanes) {
        List<Timing> timings = new ArrayList<>();
        between("requested to accepted", JobEvent.RunRequested.class, JobEvent.RecipeAccepted.class, timings);
        between("accepted to planned", JobEvent.RecipeAccepted.class, JobEvent.RunPlanned.class, timings);
        between("planned to first submission", JobEvent.RunPlanned.class, JobEvent.JobSubmitted.class, timings);
        Map<String, Timing> steps = new LinkedHashMap<>();
        lanes.forEach(lane -> sums(lane).forEach((activity, seconds) -> steps.merge(lane.component() + "/" + activity,
                new Timing(lane.component(), activity.words(), 1, seconds, seconds), Timing::with)));
        timings.addAll(steps.values());
        between("closing to cleaned up", JobEvent.RunClosing.class, JobEvent.RunCleaned.class, timings);
        timings.add(ofRun("whole run", log.start(), log.end()));
        return timings;
    }

    private static Map<Activity, Double> sums(Lane lane) {
        Map<Activity, Double> sums = new EnumMap<>(Activity.class);
        lane.segments().forEach(segment -> sums.merge(segment.activity(), segment.seconds(), Double::sum));
        return sums;
    }

    private void between(String what, Class<? extends JobEvent> from, Class<? extends JobEvent> to, List<Timing> timings) {
        Optional<Instant> start = log.first(from).map(Entry::time);
        Optional<Instant> end = log.first(to).map(Entry::time);
        if (start.isPresent() && end.isPresent()) {
            timings.add(ofRun(what, start.get(), end.get()));
        }
    }

    private static Timing ofRun(String what, Instant from, Instant to) {
        double seconds = seconds(from, to);
        return new Timing("", what, 1, seconds, seconds);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
