package assay.cli;

import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Readiness;
import assay.core.run.Run;
import assay.events.JobEvent.EndpointDiscovered;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.JobSubmitted;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.ServiceReady;
import assay.events.MetricEvent.ProgressReported;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far one job of a run is, for its line in the picture. Pure. */
record JobWords(Run run, Job job, Moments moments, Optional<ProgressReported> progress, Instant now) {
    private static final int BAR = 14;
    private static final Duration WORTH_SAYING = Duration.ofSeconds(1);
    private static final String MEASURE = "measure";
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})([smh]?)");

    /** One character. */
    String mark() {
        return switch (job.state()) {
            case JobState.Planned s -> "·";
            case JobState.Scripted s -> "·";
            case JobState.Released s -> "◌";
            case JobState.Intended s -> "◌";
            case JobState.Submitted s -> job.readiness() instanceof Readiness.Ready ? "✓" : job.started() ? "◐" : "◌";
            case JobState.Refused s -> "✗";
            case JobState.Ended s -> s.event().exitCode() == 0 ? "✓" : "✗";
        };
    }

    /** From its submission until a service was ready, or a client over. */
    Optional<Duration> time() {
        Optional<Instant> reached = moments.first(ServiceReady.class, job.name());
        Optional<Instant> ended = job.state() instanceof JobState.Ended state ? moments.stopped(job.name()).or(() -> Optional.of(state.at())) : Optional.empty();
        return Moments.between(moments.first(JobSubmitted.class, job.name()), reached.or(() -> ended));
    }

    /** What it does. */
    String words() {
        return switch (job.state()) {
            case JobState.Planned s -> "planned";
            case JobState.Scripted s -> job.plan().needs().isEmpty() ? "planned" : "waits for " + job.plan().needs().getFirst();
            case JobState.Released s -> s.words().isEmpty() ? "about to be submitted" : "waits: " + s.words();
            case JobState.Intended s -> "being submitted";
            case JobState.Submitted s -> submitted(s);
            case JobState.Refused s -> "refused: " + s.words();
            case JobState.Ended s -> ended(s);
        };
    }

    private String submitted(JobState.Submitted state) {
        if (job.report(ReportKind.STOPPED).isPresent()) {
            return ready().map(words -> words + ", stopped").orElse("stopped");
        }
        if (job.stop().isPresent()) {
            return ready().map(words -> words + ", stopping").orElse("stopping");
        }
        if (!job.started()) {
            return pending(state);
        }
        return job.service() ? ready().map(words -> words + queued()).orElse("starting" + queued()) : client();
    }

    private String pending(JobState.Submitted state) {
        String reason = state.reason().isEmpty() || state.reason().equals("None") ? "" : " (" + state.reason() + ")";
        return state.state().name().toLowerCase(Locale.ROOT) + reason
                + moments.first(JobSubmitted.class, job.name()).map(since -> "   " + Duration.between(since, now).toSeconds() + " s").orElse("");
    }

    private String queued() {
        return moments.queued(job.name()).filter(wait -> wait.compareTo(WORTH_SAYING) >= 0).map(wait -> ", queued " + Moments.words(wait)).orElse("");
    }

    private Optional<String> ready() {
        return switch (job.readiness()) {
            case Readiness.NotReady s -> Optional.empty();
            case Readiness.Discovered s -> Optional.empty();
            case Readiness.Ready s -> Optional.of("ready at " + at(s.endpoint()) + (s.version().isEmpty() ? "" : " (" + s.version() + ")"));
            case Readiness.Unready s -> Optional.of("was ready at " + at(s.endpoint()));
        };
    }

    private static String at(EndpointDiscovered endpoint) {
        return endpoint.host() + ":" + endpoint.port();
    }

    private String client() {
        Optional<JobReported> phase = job.report(ReportKind.PHASE);
        if (phase.isEmpty()) {
            return "starting" + queued();
        }
        String name = phase.get().details().getOrDefault("phase", "");
        boolean window = name.equals("warmup") || name.startsWith(MEASURE);
        String repetition = window && job.plan().windows() > 1 ? "rep " + phase.get().details().getOrDefault("repetition", "?") + "/" + job.plan().windows() + "  " : "";
        return repetition + name + bar(phase.get().at(), name) + (name.equals(MEASURE) ? progress.map(JobWords::speed).orElse("") : "");
    }

    private String bar(Instant since, String phase) {
        long planned = switch (phase) {
            case MEASURE -> seconds("duration");
            case "warmup" -> seconds("warmup");
            default -> 0;
        };
        if (planned == 0) {
            return "";
        }
        long passed = Math.clamp(Duration.between(since, now).toSeconds(), 0, planned);
        int halves = (int) (2 * BAR * passed / planned);
        return " " + "━".repeat(halves / 2) + "╸".repeat(halves % 2) + "─".repeat(BAR - halves / 2 - halves % 2) + " " + passed + "/" + planned + " s";
    }

    private long seconds(String parameter) {
        return moments.recipe().stream().flatMap(recipe -> recipe.clients().stream()).filter(client -> client.name().equals(job.plan().component()))
                .mapToLong(client -> seconds(client.with(), parameter)).findFirst().orElse(0);
    }

    private static long seconds(Map<String, String> with, String parameter) {
        Matcher form = SPAN.matcher(with.getOrDefault(parameter, ""));
        return form.matches() ? Long.parseLong(form.group(1)) * switch (form.group(2)) {
            case "h" -> Duration.ofHours(1).toSeconds();
            case "m" -> Duration.ofMinutes(1).toSeconds();
            default -> 1;
        } : 0;
    }

    private static String speed(ProgressReported report) {
        String rate = Optional.ofNullable(report.values().get("tps")).map(tps -> String.format(Locale.ROOT, "   %,.0f tps", tps).replace(',', ' ')).orElse("");
        return rate + Optional.ofNullable(report.values().get("latency_ms")).map(latency -> String.format(Locale.ROOT, "   %.1f ms", latency)).orElse("");
    }

    private String ended(JobState.Ended state) {
        String cause = state.event().cause();
        if (state.event().exitCode() == 0) {
            return ready().map(words -> words.replace("was ready", "ready") + ", ").orElse("") + (cause.isEmpty() ? "ended" : cause);
        }
        String code = state.event().exitCode() < 0 ? "" : ", exit code " + state.event().exitCode();
        return state.event().state() + code + (cause.isEmpty() ? "" : ": " + cause);
    }
}
