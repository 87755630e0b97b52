package assay.cli;

import assay.core.report.Numbers;
import assay.core.run.PendingReason;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.ClusterState;
import assay.events.Entry;
import assay.events.Entry.Position;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventType;
import assay.events.JobEvent;
import assay.events.JobEvent.JobReported;
import assay.events.Measurement;
import assay.events.MetricEvent;
import assay.events.RecipeEvent;
import assay.events.RunId;
import assay.events.Token;
import assay.events.Topic;
import assay.events.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells one run's events, each in its turn, as lines for people: when since the request, who, what. What a job says of itself stands at the time
 * that the job gives, so that the time between two such lines is right; an event that changed nothing is marked.
 */
final class Story {
    private static final int SHORT_SHA = 12;
    private static final Position ANYWHERE = new Position(Topic.JOBS, 0, 0);
    private final Runs runs = Runs.of("");

    private int told;

    /**
     * An event as it is told.
     *
     * @param number which of the run's events this is, from 1
     * @param mark   {@code superseded} or {@code duplicate} where it changed nothing, else empty
     * @param line   all of it, but its number
     */
    record Told(int number, String mark, String line) {
    }

    /** The next one. */
    String line(Envelope envelope) {
        return tell(envelope).line();
    }

    /** The next one, numbered. */
    Told tell(Envelope envelope) {
        int superseded = superseded(envelope.run());
        long dead = runs.deadLetters().count();
        runs.take(new Entry.Readable(ANYWHERE, envelope));
        String mark = superseded(envelope.run()) > superseded ? "superseded" : runs.deadLetters().count() > dead ? "duplicate" : "";
        told++;
        return new Told(told, mark, line(envelope, mark.isEmpty() ? "" : mark + ": "));
    }

    private String line(Envelope envelope, String mark) {
        Instant at = envelope.event() instanceof JobReported report ? report.at() : envelope.time();
        double seconds = Duration.between(runs.run(envelope.run()).map(Run::requestedAt).orElse(at), at).toMillis() / 1000.0;
        Writer writer = EventType.of(envelope.event()).writer();
        return String.format(Locale.ROOT, "%9.3f s  %-9s  %s", seconds, writer.lowerCase(), mark + words(envelope.event()));
    }

    private int superseded(RunId run) {
        return runs.run(run).map(found -> found.book().superseded()).orElse(0);
    }

    /** What happened. */
    static String words(Event event) {
        return switch (event) {
            case RecipeEvent e -> asked(e);
            case MetricEvent e -> sampled(e);
            case JobEvent e -> ofRun(e);
        };
    }

    private static String asked(RecipeEvent event) {
        return switch (event) {
            case RecipeEvent.RecipeSubmitted e -> "recipe " + e.sourceName() + " submitted by " + e.submitter();
            case RecipeEvent.RunCancelRequested e -> "cancel asked for by " + e.by() + after(": ", e.reason());
            case RecipeEvent.RerunRequested e -> "rerun of " + e.original() + after(" from ", e.from()) + " asked for by " + e.by();
        };
    }

    private static String sampled(MetricEvent event) {
        return switch (event) {
            case MetricEvent.SamplesRecorded e -> e.job() + ": " + e.values().size() + " values from " + e.source();
            case MetricEvent.ProgressReported e -> e.job() + ": " + e.phase() + ", repetition " + e.repetition();
            case MetricEvent.SourceLost e -> e.job() + ": " + e.source() + " is lost" + after(": ", e.reason());
            case MetricEvent.SourceRecovered e -> e.job() + ": " + e.source() + " is back";
        };
    }

    private static String ofRun(JobEvent event) {
        return switch (event) {
            case JobEvent.RunRequested(var submission, var origin) -> "run requested by " + submission.submitter() + " with " + submission.sourceName() + " ("
                    + submission.mode().name().toLowerCase(Locale.ROOT) + ")" + (origin.none() ? "" : ", " + RerunCommand.words(origin));
            case JobEvent.CancelAccepted(var reason, var by, var interrupt) -> (interrupt ? "interrupted by " : "cancel asked for by ") + by + after(": ", reason);
            case JobEvent.RecipeAccepted(var recipe, var digest, var warnings) -> "recipe " + recipe.name() + " accepted, sha256 "
                    + digest.substring(0, Math.min(SHORT_SHA, digest.length())) + below(warnings);
            case JobEvent.RecipeRejected(var problems) -> "recipe rejected" + below(problems);
            case JobEvent.RunPlanned(var jobs, var hours) -> "planned " + jobs.stream().map(job -> job.name().value()).collect(Collectors.joining(", "))
                    + String.format(Locale.ROOT, "; worst case %.2f node-hours", hours);
            case JobEvent.RunRefused(var problems) -> "refused" + below(problems);
            case JobEvent.RunClosing(var reason, var detail) -> "closing (" + reason.name().toLowerCase(Locale.ROOT) + "): " + detail;
            case JobEvent.RunFinished(var outcome, var detail) -> "finished: " + outcome.name().toLowerCase(Locale.ROOT) + ", " + detail;
            case JobEvent.ClusterObserved e -> "cluster " + e.adapter() + observed(e);
            case JobEvent.OfArtifact e -> ofArtifact(e);
            case JobEvent.RunCleaned(var ended, var unverified, var kept) -> "cleaned up: " + (ended.isEmpty() ? "nothing was submitted" : String.join("; ", ended))
                    + (unverified.isEmpty() ? "" : "; NOT verified: " + String.join("; ", unverified));
            case JobEvent.MetricsSummarised(var metrics, var gaps, var files) -> "metrics summed up: " + metrics.size() + " series" + after("; ", String.join("; ", gaps));
            case JobEvent.ReportPublished e -> "report published: " + e.verdict() + below(e.reasons());
            case JobEvent.OfJob e -> e.job() + ": " + ofJob(e);
        };
    }

    /** What became of something that jobs need. */
    static String ofArtifact(JobEvent.OfArtifact event) {
        return switch (event) {
            case JobEvent.ArtifactStaged e -> "staged " + e.name() + ", " + Numbers.bytes(e.bytes()) + ", sha256 "
                    + e.digest().substring(0, Math.min(SHORT_SHA, e.digest().length())) + ", " + Numbers.seconds(e.seconds()) + (e.cached() ? ", cached" : "");
            case JobEvent.ArtifactChecked e -> e.name() + (e.obstacle().isEmpty() ? (e.present() ? " is there" : " is not staged yet") + after(": ", e.detail())
                    : " cannot be staged: " + e.obstacle());
            case JobEvent.StagingFailed e -> e.name() + " could not be staged: " + e.reason();
        };
    }

    private static String ofJob(JobEvent.OfJob event) {
        return switch (event) {
            case JobEvent.JobScripted(var job, var script, var directives, var sha256) -> "script written, " + script.length() + " characters, sha256 "
                    + sha256.substring(0, Math.min(SHORT_SHA, sha256.length()));
            case JobEvent.JobChecked(var job, var accepted, var message) -> (accepted ? "the cluster would take it" : "the cluster would not take it")
                    + after(": ", CheckWords.of(message));
            case JobEvent.JobReleased e -> "may be submitted";
            case JobEvent.JobStopRequested e -> "to be stopped" + after(": ", e.reason());
            case JobEvent.SubmissionIntended(var token, var deadline, var by) -> "about to be submitted as " + token;
            case JobEvent.JobSubmitted(var token, var id, var adopted) -> (adopted ? "found on the cluster as job " : "submitted as job ") + id
                    + (token.attempt() > 1 ? ", attempt " + token.attempt() : "");
            case JobEvent.SubmissionRefused(var token, var kind, var message) -> "submission refused (" + kind.name().toLowerCase(Locale.ROOT) + "): " + message;
            case JobEvent.JobStateChanged e -> e.state() + after(" on ", e.nodes()) + after(" (", e.reason()) + (e.reason().isEmpty() ? "" : ")") + meaning(e);
            case JobEvent.JobReported e -> said(e);
            case JobEvent.WorkloadMeasured(var token, var repetition, var measurement) -> "window " + repetition + ": " + measured(measurement);
            case JobEvent.JobEnded e -> "ended " + EndWords.of(e);
            case JobEvent.EndpointDiscovered e -> "listens at " + e.address() + ":" + e.port() + (e.reachable() ? "" : " (not reachable from the runner)");
            case JobEvent.ServiceReady(var token, var seconds, var version) -> String.format(Locale.ROOT, "ready after %.1f s", seconds) + after(", ", version);
            case JobEvent.ServiceUnready(var token, var reason) -> "not ready any more" + after(": ", reason);
        };
    }

    /** The first look has facts; later ones tell only that the cluster fell silent, or answers again. */
    private static String observed(JobEvent.ClusterObserved event) {
        if (event.usable()) {
            return event.facts().isEmpty() ? " answers again" : after(" ", event.facts().getOrDefault("version", "")) + "; run directory " + event.runDirectory();
        }
        return (event.unavailable() ? " does not answer: " : " cannot be used: ") + event.reason();
    }

    private static String meaning(JobEvent.JobStateChanged event) {
        boolean waits = event.state() != ClusterState.PENDING || PendingReason.of(event.reason()) == PendingReason.WAITS;
        return waits ? "" : ": " + Advice.ofWaiting(event.reason());
    }

    private static String said(JobReported report) {
        Map<String, String> details = report.details();
        String repetition = after(", repetition ", details.getOrDefault("repetition", ""));
        String exit = after(", exit code ", details.getOrDefault("exit", ""));
        return switch (report.kind()) {
            case STARTED -> "says it started" + after(" on ", details.getOrDefault("node", "")) + after(" as ", details.getOrDefault("user", ""));
            case ENTERED -> "says it entered " + image(details) + after(" with ", details.getOrDefault("runtime", ""));
            case READY -> "says it is ready at " + details.getOrDefault("host", "?") + ":" + details.getOrDefault("port", "?")
                    + after(", ", details.getOrDefault("version", ""));
            case PHASE -> Optional.ofNullable(details.get("step")).flatMap(Token::read).map(step -> "says that " + step.job() + " ended")
                    .orElse("says " + details.getOrDefault("phase", "?") + repetition) + exit;
            case STOPPED -> "says it stopped" + after(": ", details.getOrDefault("reason", "")) + exit;
            case DUPLICATE -> "job " + report.clusterJob() + " found the work claimed and ended at once";
        };
    }

    /** What has no place of its own is known by its reference; a path may be one of another machine, from which the image was brought. */
    private static String image(Map<String, String> details) {
        String named = details.getOrDefault("image", "its image");
        return named.startsWith("/") ? details.getOrDefault("path", named) : named;
    }

    private static String measured(Measurement measurement) {
        return measurement.measured() ? measurement.figures().stream()
                .map(figure -> figure.name() + " " + Numbers.value(figure.value(), figure.unit()))
                .collect(Collectors.joining(", ")) : "nothing measured: " + String.join("; ", measurement.problems());
    }

    private static String below(List<?> each) {
        return each.stream().map(line -> System.lineSeparator() + " ".repeat(24) + line).collect(Collectors.joining());
    }

    private static String after(String before, String text) {
        return text.isEmpty() ? "" : before + text;
    }
}
