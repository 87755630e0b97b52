package assay.cli;

import assay.events.Envelope;
import assay.events.Event;
import assay.events.JobEvent.EndpointDiscovered;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.JobStateChanged;
import assay.events.JobEvent.JobStopRequested;
import assay.events.JobEvent.JobSubmitted;
import assay.events.JobEvent.OfAttempt;
import assay.events.JobEvent.RunPlanned;
import assay.events.JobEvent.ServiceReady;
import assay.events.JobEvent.ServiceUnready;
import assay.events.JobEvent.SubmissionIntended;
import assay.events.JobEvent.SubmissionRefused;
import assay.events.JobEvent.WorkloadMeasured;
import assay.events.PlannedJob;
import assay.events.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the time of one attempt of a job went: spans without gaps from its submission to its end. A job's own clock counts for what it says of itself;
 * one that goes wrong cannot make time run backwards.
 *
 * @param spans in order; each begins where the one before ends
 */
record JobTiming(Token token, List<Span> spans) {
    JobTiming {
        spans = List.copyOf(spans);
    }

    /** What the time was spent on. */
    enum Part {
        SUBMIT, QUEUE, START_UP, PREPARE, WARM_UP, WINDOWS, SERVING, BETWEEN, STOPPING;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A piece of time. */
    record Span(Part part, Instant from, Instant to) {
        Duration time() {
            return Duration.between(from, to);
        }
    }

    /**
     * Of an attempt whose submission is known.
     *
     * @param due when the submission could have begun: all that it waited for was there
     */
    static Optional<JobTiming> of(Token token, Instant due, List<Envelope> events) {
        List<Span> spans = new ArrayList<>();
        Optional<Part> part = Optional.of(Part.SUBMIT);
        Instant since = due;
        boolean allocation = events.stream().map(Envelope::event).filter(RunPlanned.class::isInstance).flatMap(plan -> ((RunPlanned) plan).jobs().stream())
                .anyMatch(job -> job.name().equals(token.job()) && job.kind() == PlannedJob.Kind.ALLOCATION);
        for (Envelope envelope : events) {
            Optional<Part> next = part.flatMap(current -> after(current, envelope.event(), token))
                    .map(begun -> allocation && begun == Part.START_UP ? Part.SERVING : begun);
            if (next.isPresent() || part.isPresent() && isEnd(envelope.event(), token)) {
                Instant at = later(since, time(envelope));
                spans.add(new Span(part.get(), since, at));
                since = at;
                part = next;
            }
        }
        return spans.isEmpty() ? Optional.empty() : Optional.of(new JobTiming(token, spans));
    }

    private static Instant time(Envelope envelope) {
        return envelope.event() instanceof JobReported report ? report.at() : envelope.time();
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static boolean isEnd(Event event, Token token) {
        return event instanceof JobEnded ended && ended.token().equals(token);
    }

    /** The part that begins with the event; empty where it goes on with the same one. */
    private static Optional<Part> after(Part current, Event event, Token token) {
        boolean stops = event instanceof JobStopRequested stop && stop.job().equals(token.job()) && current != Part.SUBMIT;
        if (stops) {
            return changed(current, Part.STOPPING);
        }
        return event instanceof OfAttempt own && own.token().equals(token) ? next(current, own).flatMap(part -> changed(current, part)) : Optional.empty();
    }

    private static Optional<Part> changed(Part current, Part next) {
        return current == next || current == Part.STOPPING ? Optional.empty() : Optional.of(next);
    }

    private static Optional<Part> next(Part current, OfAttempt event) {
        return switch (event) {
            case SubmissionIntended e -> Optional.empty();
            case SubmissionRefused e -> Optional.empty();
            case JobSubmitted e -> current == Part.SUBMIT ? Optional.of(Part.QUEUE) : Optional.empty();
            case JobStateChanged e -> e.state().holdsNodes() && waits(current) ? Optional.of(Part.START_UP) : Optional.empty();
            case JobReported e -> said(current, e);
            case ServiceReady e -> Optional.of(Part.SERVING);
            case EndpointDiscovered e -> Optional.empty();
            case ServiceUnready e -> Optional.empty();
            case WorkloadMeasured e -> Optional.empty();
            case JobEnded e -> Optional.empty();
        };
    }

    private static Optional<Part> said(Part current, JobReported report) {
        return switch (report.kind()) {
            case STARTED -> waits(current) ? Optional.of(Part.START_UP) : Optional.empty();
            case ENTERED, READY, DUPLICATE -> Optional.empty();
            case PHASE -> phase(report.details().getOrDefault("phase", ""));
            case STOPPED -> Optional.of(Part.STOPPING);
        };
    }

    private static boolean waits(Part part) {
        return part == Part.SUBMIT || part == Part.QUEUE;
    }

    private static Optional<Part> phase(String name) {
        return switch (name) {
            case "prepare" -> Optional.of(Part.PREPARE);
            case "warmup" -> Optional.of(Part.WARM_UP);
            case "measure" -> Optional.of(Part.WINDOWS);
            case "measured" -> Optional.of(Part.BETWEEN);
            default -> Optional.empty();
        };
    }

    /** How long a part took in all. */
    Duration time(Part part) {
        return spans.stream().filter(span -> span.part() == part).map(Span::time).reduce(Duration.ZERO, Duration::plus);
    }

    /** From what it waited for to its end. */
    Duration total() {
        return spans.stream().map(Span::time).reduce(Duration.ZERO, Duration::plus);
    }

    /** When a part began first. */
    Optional<Instant> began(Part part) {
        return spans.stream().filter(span -> span.part() == part).findFirst().map(Span::from);
    }

    /** The end of what is known. */
    Instant end() {
        return spans.getLast().to();
    }
}
