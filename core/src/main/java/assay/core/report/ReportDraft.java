package assay.core.report;

import assay.core.report.RunLog.Entry;
import assay.core.results.MedianInterval;
import assay.events.Envelope;
import assay.events.FileFact;
import assay.events.JobEvent.ArtifactStaged;
import assay.events.JobEvent.ClusterObserved;
import assay.events.JobEvent.Evidence;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.JobScripted;
import assay.events.JobEvent.MetricsSummarised;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.JobEvent.RunCleaned;
import assay.events.JobEvent.RunFinished;
import assay.events.JobEvent.RunPlanned;
import assay.events.JobEvent.RunRequested;
import assay.events.JobEvent.Verdict;
import assay.events.Origin;
import assay.events.Problem;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import assay.events.recipe.Recipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a report together; confined to one call of {@link Report#of}. */
final class ReportDraft {
    private final RunId run;
    private final RunLog log;
    private final Optional<RunRequested> requested;
    private final Optional<RecipeSubmitted> submission;
    private final Optional<RecipeAccepted> accepted;
    private final Optional<MetricsSummarised> metrics;
    private final Jobs jobs;

    ReportDraft(List<Envelope> envelopes) {
        if (envelopes.isEmpty()) {
            throw new IllegalArgumentException("Expected the events of a run for its report, but found none");
        }
        this.run = envelopes.getFirst().run();
        this.log = new RunLog(envelopes);
        this.requested = log.first(RunRequested.class).map(Entry::event);
        this.submission = requested.map(RunRequested::submission);
        this.accepted = log.first(RecipeAccepted.class).map(Entry::event);
        this.metrics = log.first(MetricsSummarised.class).map(Entry::event);
        this.jobs = new Jobs(log.first(RunPlanned.class).map(entry -> entry.event().jobs()).orElse(List.of()));
    }

    Report report() {
        List<Window> windows = Windows.of(log, jobs);
        List<ClientResult> clients = Results.of(windows, Vocabulary.of(log));
        List<Check> checks = new Checks(log, jobs, windows).all();
        Verdict verdict = Checks.verdict(checks);
        List<String> gaps = evidenceGaps(verdict, windows);
        Timeline timeline = Timelines.of(log, jobs);
        List<JobRow> rows = JobRows.of(log, jobs.all());
        return new Report(header(), verdict, reasons(checks), gaps.isEmpty() ? Evidence.REPORTABLE : Evidence.FIRST_LOOK, gaps, checks, clients, windows, ErrorResult.of(windows),
                Conditions.evaluate(recipe().map(Recipe::slo).orElse(List.of()), clients), timeline, rows, Services.of(log, jobs.all()),
                staged(), EnteredImages.of(log), NodeSeconds.of(log, jobs, timeline.lanes(), windows), metrics.map(MetricsSummarised::metrics).orElse(List.of()),
                metrics.map(MetricsSummarised::gaps).orElse(List.of()), submission.map(RecipeSubmitted::text).orElse(""), recipe().map(List::of).orElse(List.of()),
                scripts(), artifacts(), log.first(RunCleaned.class).map(entry -> List.of(entry.event())).orElse(List.of()), warnings(checks), Failures.of(log, rows));
    }

    private Header header() {
        Optional<RunFinished> finished = log.first(RunFinished.class).map(Entry::event);
        Optional<ClusterObserved> cluster = cluster();
        String source = submission.map(RecipeSubmitted::sourceName).orElse("");
        return new Header(run, recipe().map(Recipe::name).orElse(source), recipe().map(Recipe::description).orElse(""), source,
                accepted.map(RecipeAccepted::digest).orElse(""), finished.map(end -> end.outcome().name()).orElse("UNFINISHED"),
                finished.map(RunFinished::detail).orElse(""), log.start(), log.end(), submission.map(RecipeSubmitted::submitter).orElse(""),
                submission.map(RecipeSubmitted::labels).orElse(Map.of()), recipe().map(recipe -> recipe.site().name()).orElse(""), cluster.map(ClusterObserved::adapter).orElse(""),
                cluster.map(ClusterObserved::facts).orElse(Map.of()), cluster.map(ClusterObserved::runDirectory).orElse(""),
                requested.map(RunRequested::origin).orElse(Origin.NONE));
    }

    /** The cluster as it was seen last; a silence in between says nothing of it. */
    private Optional<ClusterObserved> cluster() {
        List<ClusterObserved> seen = log.all(ClusterObserved.class).stream().map(Entry::event).toList();
        return seen.reversed().stream().filter(ClusterObserved::usable).findFirst().or(() -> seen.reversed().stream().findFirst());
    }

    private Optional<Recipe> recipe() {
        return accepted.map(RecipeAccepted::recipe);
    }

    private static List<String> reasons(List<Check> checks) {
        List<String> reasons = new ArrayList<>();
        for (Check.Result result : List.of(Check.Result.INVALID, Check.Result.SUSPECT)) {
            checks.stream().filter(check -> check.result() == result).map(Check::reason).forEach(reasons::add);
        }
        return reasons;
    }

    private List<String> evidenceGaps(Verdict verdict, List<Window> windows) {
        List<String> gaps = new ArrayList<>();
        if (verdict == Verdict.INVALID) {
            gaps.add("the run is invalid");
        }
        for (String client : jobs.clients()) {
            List<Window> measured = windows.stream().filter(window -> window.client().equals(client) && window.measured()).toList();
            if (measured.size() < MedianInterval.FEWEST) {
                gaps.add(client + ": " + measured.size() + (measured.size() == 1 ? " window" : " windows") + ", at least " + MedianInterval.FEWEST
                        + " are needed for an interval of the median");
            }
            measured.stream().mapToDouble(Window::shortest).filter(seconds -> seconds < ClientChecks.SHORTEST_SECONDS).min()
                    .ifPresent(shortest -> gaps.add(client + ": the shortest window took " + Numbers.seconds(shortest) + ", at least "
                            + Numbers.seconds(ClientChecks.SHORTEST_SECONDS) + " are needed"));
        }
        return gaps;
    }

    private List<Report.Script> scripts() {
        return log.all(JobScripted.class).stream().map(Entry::event).map(script -> new Report.Script(script.job().value(), script.sha256(), script.script())).toList();
    }

    /** What is told of a reference first; more is superseded. */
    private List<ArtifactStaged> staged() {
        Map<String, ArtifactStaged> staged = new LinkedHashMap<>();
        log.all(ArtifactStaged.class).forEach(entry -> staged.putIfAbsent(entry.event().name(), entry.event()));
        return List.copyOf(staged.values());
    }

    private List<FileFact> artifacts() {
        List<FileFact> files = new ArrayList<>();
        log.all(JobEnded.class).forEach(entry -> files.addAll(entry.event().files()));
        metrics.ifPresent(summary -> files.addAll(summary.files()));
        return files.stream().distinct().toList();
    }

    private List<String> warnings(List<Check> checks) {
        List<String> warnings = new ArrayList<>();
        accepted.ifPresent(event -> event.warnings().stream().map(Problem::toString).forEach(warnings::add));
        checks.stream().filter(check -> check.result() == Check.Result.NOTE).map(Check::reason).forEach(warnings::add);
        return warnings;
    }
}
