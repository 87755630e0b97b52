package assay.core.view;

import assay.core.run.Run;
import assay.core.run.Stage;
import assay.events.Copies;
import assay.events.Envelope;
import assay.events.Figure;
import assay.events.JobEvent.ClosingReason;
import assay.events.JobEvent.ClusterObserved;
import assay.events.JobEvent.Evidence;
import assay.events.JobEvent.ReportPublished;
import assay.events.JobEvent.RunFinished;
import assay.events.JobEvent.RunRequested;
import assay.events.JobEvent.SloResult;
import assay.events.JobEvent.Verdict;
import assay.events.Origin;
import assay.events.Problem;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run at a glance.
 *
 * @param recipe         the recipe's name; its source's name while it is not accepted
 * @param mode           {@code run}, {@code plan} or {@code stage}
 * @param state          how far it is, or how it ended, in one word
 * @param detail         more of the state, in words
 * @param cluster        how its cluster is reached; empty while none was looked at
 * @param repeats        the run that it repeats; empty when it repeats none
 * @param repeatsFrom    from where on
 * @param verdictReasons why the verdict is not VALID
 * @param problems       what is wrong with the recipe, or with running it there
 * @param warnings       what is allowed but probably not meant
 * @param superseded     how many events came too late to change anything
 */
public record RunView(RunId id, String recipe, String sourceName, String mode, String state, String detail, Instant requestedAt, Optional<Instant> finishedAt,
        String submitter, Map<String, String> labels, String outputDirectory, String cluster, String repeats, String repeatsFrom, Optional<Verdict> verdict,
        List<String> verdictReasons, Optional<Evidence> evidence, List<Figure> figures, List<SloResult> slo, List<Problem> problems, List<Problem> warnings,
        List<JobView> jobs, int superseded) {
    public RunView {
        labels = Copies.ordered(labels);
        verdictReasons = List.copyOf(verdictReasons);
        figures = List.copyOf(figures);
        slo = List.copyOf(slo);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        jobs = List.copyOf(jobs);
    }

    /**
     * Of a run of the log of record.
     *
     * @param events all that the log has of it, in order
     * @throws IllegalArgumentException when the first one is no request for a run
     */
    public static RunView of(List<Envelope> events) {
        History history = new History(events);
        Run run = history.run();
        RecipeSubmitted submission = run.submission();
        Origin origin = history.first(RunRequested.class).map(RunRequested::origin).orElse(Origin.NONE);
        Optional<ReportPublished> report = run.report();
        return new RunView(run.id(), history.recipe(), submission.sourceName(), Words.lower(submission.mode()), Words.of(run), detail(run), run.requestedAt(),
                history.time(RunFinished.class), submission.submitter(), submission.labels(), submission.outputDirectory(),
                run.cluster().map(ClusterObserved::adapter).orElse(""), origin.run(), origin.from(), report.map(ReportPublished::verdict),
                report.map(ReportPublished::reasons).orElse(List.of()), report.map(ReportPublished::evidence),
                report.map(ReportPublished::figures).orElse(List.of()), report.map(ReportPublished::slo).orElse(List.of()), history.problems(),
                history.warnings(), run.all().stream().map(JobView::of).toList(), run.book().superseded());
    }

    /** Of a request that was not taken into the log of record yet. */
    public static RunView waiting(RunEntry entry, String mode) {
        return new RunView(entry.id(), entry.recipe(), entry.recipe(), mode, entry.state(), "no parser has taken it up yet", entry.requestedAt(), Optional.empty(),
                entry.submitter(), entry.labels(), entry.outputDirectory(), "", "", "", Optional.empty(), List.of(), Optional.empty(), List.of(), List.of(),
                List.of(), List.of(), List.of(), 0);
    }

    private static String detail(Run run) {
        return run.fault().map(fault -> "a bug of Assay's, please report it: " + fault).or(() -> run.silence().map(silence -> "the cluster does not answer: " + silence.reason()))
                .orElseGet(() -> detail(run.stage()));
    }

    private static String detail(Stage stage) {
        return switch (stage) {
            case Stage.Requested s -> "";
            case Stage.Accepted s -> "";
            case Stage.Rejected s -> "";
            case Stage.Refused s -> "";
            case Stage.Planned s -> "";
            case Stage.Closing s -> words(s.reason(), s.detail());
            case Stage.Cleaned s -> words(s.reason(), s.detail());
            case Stage.Finished s -> s.detail();
        };
    }

    private static String words(ClosingReason reason, String detail) {
        return Words.lower(reason) + (detail.isEmpty() ? "" : ": " + detail);
    }
}
