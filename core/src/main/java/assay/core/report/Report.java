package assay.core.report;

import assay.events.Envelope;
import assay.events.Figure;
import assay.events.FileFact;
import assay.events.JobEvent.ArtifactStaged;
import assay.events.JobEvent.Evidence;
import assay.events.JobEvent.MetricSummary;
import assay.events.JobEvent.ReportPublished;
import assay.events.JobEvent.RunCleaned;
import assay.events.JobEvent.Verdict;
import assay.events.recipe.Recipe;
import java.time.Instant;
import java.util.List;

/**
 * All that a run's report says, as a pure function of the run's events up to its end. The same events give the same report, whoever
 * computes it and when; events that are missing, because the run failed early, leave their part empty.
 *
 * @param header       what run this is
 * @param verdict      whether the numbers may be believed: the worst of the checks
 * @param reasons      why the verdict is not VALID; empty when it is
 * @param evidence     how much the numbers carry
 * @param evidenceGaps why the evidence is only a first look; empty when it is reportable
 * @param checks       every validity check, with what was found
 * @param clients      figures over all windows
 * @param windows      every window, with what each replica gave
 * @param errors       failed operations by class, of clients that tell them apart
 * @param slo          the recipe's conditions on the figures
 * @param timeline     what happened when
 * @param jobs         every attempt of a job
 * @param services     every service as it ran
 * @param staged       what was brought to the cluster before any job was submitted
 * @param images       every container image that a job entered
 * @param efficiency   where the node-seconds went
 * @param metrics      what was sampled
 * @param metricGaps   what could not be sampled
 * @param submitted    the recipe as written; empty when unknown
 * @param recipe       the recipe written out in full; empty when it was not accepted, else one
 * @param scripts      the jobs' scripts
 * @param artifacts    files of the run, with size and sha256; the report's own are not among them
 * @param cleanup      the proof that nothing is left; empty when there is none, else one
 * @param warnings     what is allowed but probably not meant, or to be known when reading the numbers
 * @param failures     why the run did not complete; empty when it did
 */
public record Report(Header header, Verdict verdict, List<String> reasons, Evidence evidence, List<String> evidenceGaps, List<Check> checks,
        List<ClientResult> clients, List<Window> windows, List<ErrorResult> errors, List<ConditionResult> slo, Timeline timeline, List<JobRow> jobs,
        List<ServiceFacts> services, List<ArtifactStaged> staged, List<ImageFacts> images, Efficiency efficiency, List<MetricSummary> metrics,
        List<String> metricGaps, String submitted, List<Recipe> recipe, List<Script> scripts,
        List<FileFact> artifacts, List<RunCleaned> cleanup, List<String> warnings, List<Failure> failures) {

    public Report {
        reasons = List.copyOf(reasons);
        evidenceGaps = List.copyOf(evidenceGaps);
        checks = List.copyOf(checks);
        clients = List.copyOf(clients);
        windows = List.copyOf(windows);
        errors = List.copyOf(errors);
        slo = List.copyOf(slo);
        jobs = List.copyOf(jobs);
        services = List.copyOf(services);
        staged = List.copyOf(staged);
        images = List.copyOf(images);
        metrics = List.copyOf(metrics);
        metricGaps = List.copyOf(metricGaps);
        recipe = List.copyOf(recipe);
        scripts = List.copyOf(scripts);
        artifacts = List.copyOf(artifacts);
        cleanup = List.copyOf(cleanup);
        warnings = List.copyOf(warnings);
        failures = List.copyOf(failures);
    }

    /** A job's script as it was submitted. */
    public record Script(String job, String sha256, String text) {
    }

    /**
     * The report of a run.
     *
     * @param log the run's events in the log of record, in order; ids that come twice count once, what follows the run's end not at all
     * @throws IllegalArgumentException when there is no event
     */
    public static Report of(List<Envelope> log) {
        return new ReportDraft(log).report();
    }

    /** The event that tells of the written report, whose files bear this time. */
    public ReportPublished published(List<FileFact> files, Instant generated) {
        return new ReportPublished(verdict, reasons, evidence, figures(), slo.stream().map(ConditionResult::published).toList(), efficiency.billed(), efficiency.measured(), files, generated);
    }

    /**
     * The headline figures, named {@code <client>.<figure>}. A figure that ranges over several windows is followed by its smallest and largest
     * window, {@code <client>.<figure>.min} and {@code .max}; of one that makes no single number only these two stand there; the client's
     * {@code windows} say how many there were.
     */
    public List<Figure> figures() {
        return clients.stream().flatMap(client -> HeadlineFigures.of(client).stream()).toList();
    }
}
