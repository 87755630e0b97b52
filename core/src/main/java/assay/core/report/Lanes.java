package assay.core.report;

import assay.core.report.Timeline.Activity;
import assay.core.report.Timeline.Lane;
import assay.core.report.Timeline.Segment;
import assay.events.JobEvent;
import assay.events.Measurement;
import assay.events.PlannedJob;
import assay.events.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws each attempt's life from its events. Events of one attempt stand in the log in causal order, so a time that lies before the one
 * before it is a difference of clocks and is moved up.
 */
final class Lanes {
    private final RunLog log;
    private final Jobs jobs;

    Lanes(RunLog log, Jobs jobs) {
        this.log = log;
        this.jobs = jobs;
    }

    /** One lane for each attempt that was submitted. */
    List<Lane> all() {
        List<Token> attempts = log.attempts();
        return attempts.stream().map(token -> lane(token, attempts)).filter(lane -> !lane.segments().isEmpty()).toList();
    }

    private Lane lane(Token token, List<Token> attempts) {
        boolean several = attempts.stream().filter(other -> other.job().equals(token.job())).count() > 1;
        Pen pen = new Pen(log.start());
        log.of(token).forEach(entry -> draw(pen, token, entry.time(), entry.event()));
        return new Lane(token, jobs.component(token.job()), jobs.row(token.job()), token.job() + (several ? " (attempt " + token.attempt() + ")" : ""), nodes(token), pen.close(log.end()));
    }

    private int nodes(Token token) {
        return jobs.all().stream().filter(job -> job.name().equals(token.job())).mapToInt(PlannedJob::nodes).findFirst().orElse(1);
    }

    private void draw(Pen pen, Token token, Instant time, JobEvent.OfJob event) {
        switch (event) {
            case JobEvent.JobSubmitted e when !pen.drawing() -> pen.begin(time, Activity.QUEUED);
            case JobEvent.JobStateChanged e when e.state().holdsNodes() && pen.is(Activity.QUEUED) -> pen.begin(time, Activity.STARTING);
            case JobEvent.JobReported e -> draw(pen, token, e);
            case JobEvent.JobStopRequested e when pen.drawing() && !pen.is(Activity.QUEUED) && !pen.is(Activity.ENDING) -> pen.begin(time, Activity.STOPPING);
            case JobEvent.JobEnded e -> pen.end(time);
            case JobEvent.JobSubmitted e -> { }
            case JobEvent.JobStateChanged e -> { }
            case JobEvent.JobStopRequested e -> { }
            case JobEvent.JobScripted e -> { }
            case JobEvent.JobReleased e -> { }
            case JobEvent.JobChecked e -> { }
            case JobEvent.SubmissionIntended e -> { }
            case JobEvent.SubmissionRefused e -> { }
            case JobEvent.WorkloadMeasured e -> { }
            case JobEvent.EndpointDiscovered e -> { }
            case JobEvent.ServiceReady e -> { }
            case JobEvent.ServiceUnready e -> { }
        }
    }

    private void draw(Pen pen, Token token, JobEvent.JobReported report) {
        if (jobs.allocation(token.job())) {
            held(pen, report);
            return;
        }
        switch (report.kind()) {
            case STARTED -> pen.begin(report.at(), Activity.STARTING);
            case READY -> pen.begin(report.at(), Activity.SERVING);
            case PHASE -> phase(pen, token, report);
            case STOPPED -> pen.begin(report.at(), Activity.ENDING);
            case ENTERED, DUPLICATE -> { }
        }
    }

    /** An allocation serves all the time that its jobs have it. */
    private static void held(Pen pen, JobEvent.JobReported report) {
        switch (report.kind()) {
            case STARTED -> pen.begin(report.at(), Activity.SERVING);
            case STOPPED -> pen.begin(report.at(), Activity.ENDING);
            case READY, PHASE, ENTERED, DUPLICATE -> { }
        }
    }

    /** A client that warms up in its own process measures for a part of the time between its job's words: its measurement says which. */
    private void phase(Pen pen, Token token, JobEvent.JobReported report) {
        Activity activity = activity(report.details().getOrDefault("phase", ""));
        Optional<Measurement> window = activity == Activity.MEASURE ? window(token, report.details().getOrDefault("repetition", "")) : Optional.empty();
        pen.begin(report.at(), window.isPresent() ? Activity.WARMUP : activity);
        window.ifPresent(measurement -> {
            pen.begin(measurement.start(), Activity.MEASURE);
            pen.begin(measurement.end(), Activity.BETWEEN);
        });
    }

    private Optional<Measurement> window(Token token, String repetition) {
        return log.of(token, JobEvent.WorkloadMeasured.class).stream().map(RunLog.Entry::event).filter(event -> String.valueOf(event.repetition()).equals(repetition))
                .map(JobEvent.WorkloadMeasured::measurement).filter(Measurement::measured).findFirst();
    }

    private static Activity activity(String phase) {
        return switch (phase) {
            case "waiting" -> Activity.WAITING;
            case "prepare" -> Activity.PREPARE;
            case "warmup" -> Activity.WARMUP;
            case "measure" -> Activity.MEASURE;
            default -> Activity.BETWEEN;
        };
    }

    /** Draws one lane; confined to one call. */
    private static final class Pen {
        private static final List<Activity> LAST = List.of(Activity.BETWEEN, Activity.STOPPING, Activity.ENDING);
        private final Instant origin;
        private final List<Segment> segments = new ArrayList<>();
        private final List<Activity> current = new ArrayList<>(1);
        private double since;

        Pen(Instant origin) {
            this.origin = origin;
        }

        boolean drawing() {
            return !current.isEmpty();
        }

        boolean is(Activity activity) {
            return current.contains(activity);
        }

        void begin(Instant time, Activity activity) {
            if (is(activity)) {
                return;
            }
            end(time);
            current.add(activity);
        }

        void end(Instant time) {
            double at = Math.max(since, Duration.between(origin, time).toNanos() / 1e9);
            if (drawing() && at > since) {
                segments.add(new Segment(current.getFirst(), since, at));
            }
            current.clear();
            since = at;
        }

        /** What follows the last window is no time between windows. */
        List<Segment> close(Instant end) {
            end(end);
            List<Segment> life = new ArrayList<>(segments);
            for (int i = life.size() - 1; i >= 0 && LAST.contains(life.get(i).activity()); i--) {
                life.set(i, life.get(i).activity() == Activity.BETWEEN ? new Segment(Activity.STOPPING, life.get(i).from(), life.get(i).to()) : life.get(i));
            }
            return life;
        }
    }
}
