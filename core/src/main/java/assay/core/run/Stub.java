package assay.core.run;

import assay.events.Copies;
import assay.events.JobEvent.Outcome;
import assay.events.JobEvent.ReportPublished;
import assay.events.JobEvent.Verdict;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is kept of a run that is over, report included, so that it is known again and can be listed; all else is read from the log, where its
 * submission stands first.
 *
 * @param id              its id
 * @param recipe          the recipe's name; its source's name when it was not accepted
 * @param requestedAt     when it was taken into the log of record
 * @param outputDirectory where its results went
 * @param submitter       who asked for it
 * @param labels          the submitter's own
 * @param outcome         how it ended
 * @param verdict         of its report; empty when nothing was to be reported, else one
 * @param fault           why its fold failed; empty when it did not
 * @param first           offset of its first event
 * @param last            offset of its last event so far, superseded ones included
 * @param fingerprint     of its state at the event by which it was over
 */
public record Stub(RunId id, String recipe, Instant requestedAt, String outputDirectory, String submitter, Map<String, String> labels, Outcome outcome,
        List<Verdict> verdict, String fault, long first, long last, String fingerprint) {
    public Stub {
        labels = Copies.ordered(labels);
        verdict = List.copyOf(verdict);
    }

    static Stub of(Run run, Stage.Finished end, Trail trail) {
        RecipeSubmitted submission = run.submission();
        return new Stub(run.id(), trail.recipe(), run.requestedAt(), submission.outputDirectory(), submission.submitter(), submission.labels(), end.outcome(),
                run.report().map(ReportPublished::verdict).stream().toList(), run.fault().orElse(""), trail.first().offset(), trail.last(), Fingerprint.of(run));
    }

    Stub upTo(long offset) {
        return new Stub(id, recipe, requestedAt, outputDirectory, submitter, labels, outcome, verdict, fault, first, offset, fingerprint);
    }
}
