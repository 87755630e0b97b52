package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.core.plan.Artifacts;
import assay.core.report.Numbers;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Run;
import assay.core.run.Stage;
import assay.events.ClusterJobId;
import assay.events.JobEvent.ArtifactStaged;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.JobEvent.RunCleaned;
import assay.events.JobEvent.RunClosing;
import assay.events.JobEvent.RunPlanned;
import assay.events.recipe.Artifact;
import assay.events.recipe.Recipe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One calm picture of a run: what runs where, a line for the recipe, one for each job, one for the clean-up. Pure.
 *
 * @param id      the run's id, shortened
 * @param output  where its results go, as the user would write it
 * @param columns how wide it should be, where that can be helped
 */
record RunPicture(String id, String output, int columns) {
    private static final String CLEANED = "cleaned up";

    /** What is shown until the log has the run, which has been asked for this long ago. */
    List<String> beforeTheFirstEvent(Duration since) {
        return List.of("run " + id + "   output " + output, " ◐ waits to be taken up by the server   " + Moments.coarse(since));
    }

    /** The picture at a moment. */
    List<String> lines(Snapshot snapshot, Instant now) {
        Run run = snapshot.run();
        Moments moments = new Moments(snapshot.events());
        int names = run.all().stream().mapToInt(job -> job.name().value().length()).max().orElse(0);
        int ids = run.all().stream().map(RunPicture::clusterJob).mapToInt(String::length).max().orElse(0);
        Layout layout = new Layout(names, Math.max(CLEANED.length(), names + 2 + ids));
        List<String> lines = new ArrayList<>();
        lines.add(headline(run, moments));
        if (!moments.origin().none()) {
            lines.add("    " + RerunCommand.words(moments.origin()));
        }
        lines.add(recipe(run, moments, layout));
        staging(run, moments, layout).ifPresent(lines::add);
        for (Job job : run.all()) {
            JobWords words = new JobWords(run, job, moments, Optional.ofNullable(snapshot.progress().get(job.name().value())), now,
                    columns - layout.before());
            lines.add(layout.line(words.mark(), layout.label(job.name().value(), clusterJob(job)), words.time(), words.words()));
        }
        end(run, moments, layout).ifPresent(lines::add);
        run.silence().filter(silence -> !run.finished()).ifPresent(silence -> lines.add(" ! the cluster has not answered for "
                + Moments.coarse(Duration.between(silence.since(), now)) + ": " + silence.reason()));
        return lines;
    }

    private String headline(Run run, Moments moments) {
        String recipe = moments.recipe().map(Recipe::name).orElse(run.submission().sourceName());
        String cluster = run.cluster().map(seen -> "   cluster " + seen.adapter()).orElse("");
        return "run " + id + "   " + recipe + cluster + "   output " + output;
    }

    private static String recipe(Run run, Moments moments, Layout layout) {
        if (!moments.problems().isEmpty()) {
            return layout.line("✗", moments.recipe().isPresent() ? "refused" : "rejected", Optional.empty(), counted(moments.problems().size(), "problem"));
        }
        Optional<Duration> time = Moments.between(Optional.of(run.requestedAt()), moments.first(RecipeAccepted.class));
        return moments.recipe().map(recipe -> layout.line("✓", "accepted", time, sizes(recipe) + moments.plan().map(RunPicture::worstCase).orElse("")))
                .orElse(run.finished() ? " ✗ nothing was planned" : " ◐ reading the recipe");
    }

    /** What the jobs need, one line for all; nothing where they need nothing. */
    private static Optional<String> staging(Run run, Moments moments, Layout layout) {
        List<Artifact> needed = moments.recipe().map(Artifacts::of).orElse(List.of());
        Collection<ArtifactStaged> staged = run.staging().staged().values();
        if (needed.isEmpty() || moments.plan().isEmpty()) {
            return Optional.empty();
        }
        Duration time = Duration.ofMillis((long) (staged.stream().mapToDouble(ArtifactStaged::seconds).sum() * 1_000));
        if (run.staging().failure().isPresent()) {
            return Optional.of(layout.line("✗", "staging", Optional.empty(), run.staging().failure().get().name() + ": " + run.staging().failure().get().reason()));
        } else if (staged.size() == needed.size()) {
            String cached = staged.stream().allMatch(ArtifactStaged::cached) ? ", cached" : "";
            return Optional.of(layout.line("✓", "staged", Optional.of(time), counted(staged.size(), "artifact") + ", "
                    + Numbers.bytes(staged.stream().mapToLong(ArtifactStaged::bytes).sum()) + cached));
        }
        String next = needed.stream().map(Artifact::reference).filter(reference -> !run.staging().staged().containsKey(reference)).findFirst().orElse("");
        return Optional.of(layout.line(run.finished() ? "·" : "◐", "staging", Optional.empty(), staged.size() + "/" + needed.size() + "  " + next));
    }

    private static String sizes(Recipe recipe) {
        return counted(recipe.services().size(), "service") + ", " + counted(recipe.clients().size(), "client") + ", "
                + counted(recipe.repetitions(), "repetition");
    }

    private static String worstCase(RunPlanned plan) {
        return String.format(Locale.ROOT, ", worst case %.2f node-hours", plan.worstCaseNodeHours());
    }

    private static Optional<String> end(Run run, Moments moments, Layout layout) {
        Optional<Duration> time = Moments.between(moments.first(RunClosing.class), moments.first(RunCleaned.class));
        if (run.stage() instanceof Stage.Closing closing) {
            return Optional.of(layout.line("◐", "closing", Optional.empty(),
                    (run.silence().isPresent() ? "the cluster does not answer; " : "") + closing.detail()));
        }
        return moments.cleaned().map(cleaned -> cleaned.unverified().isEmpty()
                ? layout.line("✓", CLEANED, time, counted(cleaned.ended().size(), "job") + " ended, nothing left")
                : layout.line("!", CLEANED, time, counted(cleaned.ended().size(), "job") + " ended; not verified: " + String.join("; ", cleaned.unverified())));
    }

    private static String clusterJob(Job job) {
        Optional<ClusterJobId> id = switch (job.state()) {
            case JobState.Planned s -> Optional.empty();
            case JobState.Scripted s -> Optional.empty();
            case JobState.Released s -> Optional.empty();
            case JobState.Intended s -> Optional.empty();
            case JobState.Submitted s -> Optional.of(s.clusterJob());
            case JobState.Refused s -> Optional.empty();
            case JobState.Ended s -> s.clusterJob();
        };
        return id.map(known -> "job " + known).orElse("");
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** Where the columns begin. */
    private record Layout(int names, int labels) {
        private static final int TIME = 9;

        /** Characters before the words of a job that has no time yet. */
        int before() {
            return line("·", "", Optional.empty(), "|").length() - 1;
        }

        String label(String name, String clusterJob) {
            return pad(name, names) + "  " + clusterJob;
        }

        String line(String mark, String label, Optional<Duration> time, String words) {
            String after = time.map(span -> " ".repeat(Math.max(1, TIME - Moments.words(span).length())) + Moments.words(span) + "   " + words)
                    .orElse("    " + words);
            return (" " + mark + " " + pad(label, labels) + after).stripTrailing();
        }

        private static String pad(String text, int width) {
            return text + " ".repeat(Math.max(0, width - text.length()));
        }
    }
}
