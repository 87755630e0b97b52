package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Readiness;
import assay.core.run.Run;
import assay.core.run.Stage;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.ReportKind;
import assay.events.MetricEvent.ProgressReported;
import assay.events.recipe.Recipe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One calm picture of a run: a line for the recipe, one for each job, one for the clean-up. Pure. */
final class RunPicture {
    private static final int BAR = 20;

    private RunPicture() {
    }

    /** The headline: what runs where. */
    static String headline(Run run, String output) {
        String recipe = run.stage().knownRecipe().map(Recipe::name).orElse(run.submission().sourceName());
        String cluster = run.cluster().map(seen -> "   cluster " + seen.adapter()).orElse("");
        return "run " + run.id() + "   " + recipe + cluster + "   output " + output;
    }

    /** The lines below it. */
    static List<String> lines(Snapshot snapshot, Instant now) {
        Run run = snapshot.run();
        List<String> lines = new ArrayList<>();
        lines.add(run.stage().knownRecipe().map(recipe -> " ✓ accepted   " + counted(recipe.services().size(), "service") + ", "
                + counted(recipe.clients().size(), "client") + ", " + counted(recipe.repetitions(), "repetition")
                + (run.stage() instanceof Stage.Planned planned ? String.format(Locale.ROOT, ", worst case %.2f node-hours", planned.worstCaseNodeHours()) : ""))
                .orElse(" ◐ reading the recipe"));
        int width = run.all().stream().mapToInt(job -> job.name().value().length()).max().orElse(0);
        for (Job job : run.all()) {
            lines.add(String.format(" %s %-" + Math.max(1, width) + "s   %s", mark(job), job.name(), words(run, job, snapshot, now)));
        }
        if (run.stage() instanceof Stage.Closing closing) {
            lines.add(" ◐ closing   " + closing.detail());
        } else if (run.stage() instanceof Stage.Cleaned || run.finished()) {
            lines.add(" ✓ cleaned up");
        }
        return lines;
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String mark(Job job) {
        return switch (job.state()) {
            case JobState.Planned s -> "·";
            case JobState.Scripted s -> "·";
            case JobState.Released s -> "◌";
            case JobState.Intended s -> "◌";
            case JobState.Submitted s -> job.readiness() instanceof Readiness.Ready ? "✓" : "◐";
            case JobState.Refused s -> "✗";
            case JobState.Ended s -> s.event().exitCode() == 0 ? "✓" : "✗";
        };
    }

    private static String words(Run run, Job job, Snapshot snapshot, Instant now) {
        return switch (job.state()) {
            case JobState.Planned s -> "planned";
            case JobState.Scripted s -> job.plan().needs().isEmpty() ? "planned" : "waits for " + job.plan().needs().getFirst();
            case JobState.Released s -> s.words().isEmpty() ? "about to be submitted" : "waits: " + s.words();
            case JobState.Intended s -> "being submitted";
            case JobState.Submitted s -> "job " + s.clusterJob() + "   " + submitted(run, job, s, snapshot, now);
            case JobState.Refused s -> "refused: " + s.words();
            case JobState.Ended s -> s.clusterJob().map(id -> "job " + id + "   ").orElse("") + ended(job, s);
        };
    }

    private static String submitted(Run run, Job job, JobState.Submitted state, Snapshot snapshot, Instant now) {
        if (job.report(ReportKind.STOPPED).isPresent()) {
            return "stopped";
        }
        if (job.stop().isPresent()) {
            return "stopping";
        }
        if (!job.started()) {
            return state.state().name().toLowerCase(Locale.ROOT) + (state.reason().isEmpty() ? "" : " (" + state.reason() + ")");
        }
        return job.service() ? service(job) : client(run, job, snapshot, now);
    }

    private static String service(Job job) {
        return job.readiness() instanceof Readiness.Ready ready ? "ready at " + ready.endpoint().host() + ":" + ready.endpoint().port()
                + (ready.version().isEmpty() ? "" : " (" + ready.version() + ")") : "starting";
    }

    private static String client(Run run, Job job, Snapshot snapshot, Instant now) {
        Optional<JobReported> phase = job.report(ReportKind.PHASE);
        if (phase.isEmpty()) {
            return "starting";
        }
        String name = phase.get().details().getOrDefault("phase", "");
        String repetition = phase.get().details().getOrDefault("repetition", "");
        String where = repetition.isEmpty() ? name : "rep " + repetition + "/" + job.plan().windows() + "  " + name;
        return where + window(run, job, phase.get(), name, now) + progress(snapshot.progress().get(job.name().value()), name);
    }

    private static String window(Run run, Job job, JobReported phase, String name, Instant now) {
        long planned = run.stage().knownRecipe().stream().flatMap(recipe -> recipe.clients().stream())
                .filter(client -> client.name().equals(job.plan().component())).mapToLong(client -> seconds(client.with().getOrDefault(
                        name.equals("measure") ? "duration" : "warmup", ""))).findFirst().orElse(0);
        if (planned == 0 || name.equals("prepare") || name.equals("measured")) {
            return "";
        }
        long passed = Math.clamp(Duration.between(phase.at(), now).toSeconds(), 0, planned);
        int full = (int) (BAR * passed / planned);
        return " " + "━".repeat(full) + "─".repeat(BAR - full) + " " + passed + "/" + planned + " s";
    }

    private static long seconds(String text) {
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 0;
    }

    private static String progress(ProgressReported report, String phase) {
        if (report == null || !phase.equals("measure")) {
            return "";
        }
        String latency = report.values().containsKey("latency_ms") ? String.format(Locale.ROOT, "   %.2f ms", report.values().get("latency_ms")) : "";
        return String.format(Locale.ROOT, "   %,.0f tps", report.values().getOrDefault("tps", 0.0)).replace(',', ' ') + latency;
    }

    private static String ended(Job job, JobState.Ended state) {
        String how = state.event().exitCode() == 0 ? "ended" : "ended with exit code " + state.event().exitCode();
        return how + (state.event().cause().isEmpty() ? "" : ": " + state.event().cause())
                + String.format(Locale.ROOT, "   %.0f node-seconds", state.event().nodeSeconds());
    }
}
