package assay.cli;

import assay.core.run.Attempts;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.PendingReason;
import assay.core.run.Readiness;
import assay.core.run.Run;
import assay.events.JobEvent.EndpointDiscovered;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.JobSubmitted;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.ServiceReady;
import assay.events.MetricEvent.ProgressReported;
import assay.events.recipe.ClientSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far one job of a run is, for its line in the picture. Pure.
 *
 * @param room characters that its words may have
 */
record JobWords(Run run, Job job, Moments moments, Optional<ProgressReported> progress, Instant now, int room) {
    private static final Duration WORTH_SAYING = Duration.ofSeconds(1);

    /** One character. */
    String mark() {
        return switch (job.state()) {
            case JobState.Planned s -> "·";
            case JobState.Scripted s -> "·";
            case JobState.Released s -> "◌";
            case JobState.Intended s -> "◌";
            case JobState.Submitted s -> job.readiness() instanceof Readiness.Ready ? "✓"
                    : job.started() || job.report(ReportKind.STOPPED).isPresent() ? "◐" : waiting() == PendingReason.WAITS ? "◌" : "!";
            case JobState.Refused s -> "✗";
            case JobState.Ended s -> s.event().exitCode() == 0 ? "✓" : "✗";
        };
    }

    private PendingReason waiting() {
        return PendingReason.of(job).orElse(PendingReason.WAITS);
    }

    /** From its submission until it stopped, once it is over. */
    Optional<Duration> time() {
        return job.state() instanceof JobState.Ended state ? Moments.between(submitted(), stopped().or(() -> Optional.of(state.at()))) : Optional.empty();
    }

    private Optional<Instant> submitted() {
        return job.state().attempt().flatMap(token -> moments.first(JobSubmitted.class, token));
    }

    private Optional<Instant> ready() {
        return job.state().attempt().flatMap(token -> moments.first(ServiceReady.class, token));
    }

    private Optional<Instant> stopped() {
        return job.state().attempt().flatMap(moments::stopped);
    }

    /** What it does. */
    String words() {
        return state() + job.earlier().stream().reduce((first, last) -> last).map(last -> "   attempt " + job.attempt() + ": "
                + (last.end().token().attempt() == 1 ? "the first" : "the one before") + " was " + last.end().state()).orElse("");
    }

    private String state() {
        return switch (job.state()) {
            case JobState.Planned s -> "planned";
            case JobState.Scripted s -> scripted();
            case JobState.Released s -> s.words().isEmpty() ? "about to be submitted" : "waits: " + s.words();
            case JobState.Intended s -> "being submitted";
            case JobState.Submitted s -> submitted(s);
            case JobState.Refused s -> "refused: " + s.words();
            case JobState.Ended s -> ended(s);
        };
    }

    private String scripted() {
        return awaited().map(name -> "waits for " + name)
                .or(() -> job.plan().after().stream().filter(name -> run.job(name).filter(Job::done).isEmpty()).findFirst().map(name -> "waits for the end of " + name))
                .orElse("planned");
    }

    /** The first service that is not ready yet. */
    private Optional<String> awaited() {
        return Attempts.needed(run, job).stream().filter(needed -> !needed.allocation() || !needed.started()).filter(needed -> !(needed.readiness() instanceof Readiness.Ready)).findFirst().map(service -> service.name().value());
    }

    private String submitted(JobState.Submitted state) {
        if (job.report(ReportKind.STOPPED).isPresent()) {
            return endpoint().map(words -> words + ", stopped").orElse("stopped");
        }
        if (job.stop().isPresent()) {
            return endpoint().map(words -> words + ", stopping").orElse("stopping");
        }
        if (!job.started()) {
            return pending(state);
        }
        return switch (job.plan().kind()) {
            case SERVICE -> endpoint().map(words -> words + queued()).orElse("starting" + queued());
            case CLIENT -> client();
            case ALLOCATION -> (state.nodes().isEmpty() ? "holds its nodes" : "holds " + state.nodes()) + queued();
        };
    }

    private String pending(JobState.Submitted state) {
        String reason = state.reason().isEmpty() || state.reason().equals("None") ? "" : " (" + state.reason() + ")";
        String time = submitted().map(since -> "   " + Moments.coarse(Duration.between(since, now))).orElse("");
        String meaning = waiting() == PendingReason.WAITS ? "" : "   " + Advice.ofWaiting(state.reason());
        return Moments.word(state.state()) + reason + time + meaning;
    }

    /** The time in the queue, and what came behind it, where the queue took time at all. */
    private String queued() {
        Optional<Instant> started = job.state().attempt().flatMap(moments::started);
        Optional<Duration> wait = Moments.between(submitted(), started).filter(time -> time.compareTo(WORTH_SAYING) >= 0);
        return wait.map(time -> ", queued " + Moments.words(time)
                + Moments.between(started, ready()).map(startUp -> ", start-up " + Moments.words(startUp)).orElse("")).orElse("");
    }

    private Optional<String> endpoint() {
        return switch (job.readiness()) {
            case Readiness.NotReady s -> Optional.empty();
            case Readiness.Discovered s -> Optional.empty();
            case Readiness.Ready s -> Optional.of(ready(s.endpoint()) + (s.version().isEmpty() ? "" : " (" + s.version() + ")"));
            case Readiness.Unready s -> Optional.of("was " + ready(s.endpoint()));
        };
    }

    private String ready(EndpointDiscovered endpoint) {
        String after = Moments.between(submitted(), ready()).map(time -> " after " + Moments.words(time)).orElse("");
        return "ready" + after + " at " + endpoint.host() + ":" + endpoint.port();
    }

    private String client() {
        Optional<JobReported> phase = job.report(ReportKind.PHASE);
        Optional<ClientSpec> spec = moments.recipe().stream().flatMap(recipe -> recipe.clients().stream())
                .filter(client -> client.name().equals(job.plan().component())).findFirst();
        return phase.map(said -> new ClientProgress(job.plan(), spec, progress, now, room).words(said))
                .orElseGet(() -> awaited().map(name -> "waits inside for " + name).orElse("starting") + queued());
    }

    private String ended(JobState.Ended state) {
        String cause = state.event().cause();
        if (state.event().exitCode() == 0) {
            return endpoint().map(words -> words.replace("was ready", "ready") + ", ").orElse("") + (cause.isEmpty() ? "ended" : cause);
        }
        return EndWords.of(state.event());
    }
}
