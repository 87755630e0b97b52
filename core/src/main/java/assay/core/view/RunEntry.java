package assay.core.view;

import assay.core.run.Run;
import assay.core.run.Stub;
import assay.events.Copies;
import assay.events.JobEvent.Outcome;
import assay.events.JobEvent.ReportPublished;
import assay.events.JobEvent.Verdict;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.RerunRequested;
import assay.events.RunId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A run as it is listed.
 *
 * @param recipe          the recipe's name; its source's name while it is not accepted
 * @param state           how far it is, or how it ended, in one word
 * @param verdict         of its report; empty when there is none
 * @param requestedAt     when it was taken into the log of record, or asked for while it was not
 * @param outputDirectory where its results go
 */
public record RunEntry(RunId id, String recipe, String state, Optional<Verdict> verdict, Instant requestedAt, String submitter,
        Map<String, String> labels, String outputDirectory) {
    public RunEntry {
        labels = Copies.ordered(labels);
    }

    /** Of a run that is over. */
    public static RunEntry of(Stub stub) {
        return new RunEntry(stub.id(), stub.recipe(), Words.of(stub.outcome()), stub.verdict().stream().findFirst(), stub.requestedAt(), stub.submitter(),
                stub.labels(), stub.outputDirectory());
    }

    /**
     * Of a run of the log of record.
     *
     * @param recipe what the recipe was last known to be called
     */
    public static RunEntry of(Run run, String recipe) {
        RecipeSubmitted submission = run.submission();
        return new RunEntry(run.id(), run.stage().knownRecipe().map(known -> known.name()).orElse(recipe), Words.of(run),
                run.report().map(ReportPublished::verdict), run.requestedAt(), submission.submitter(), submission.labels(), submission.outputDirectory());
    }

    /** Of a request that was not taken into the log of record yet. */
    public static RunEntry of(RunId id, RecipeSubmitted submission, Instant at) {
        return new RunEntry(id, submission.sourceName(), Words.SUBMITTED, Optional.empty(), at, submission.submitter(), submission.labels(),
                submission.outputDirectory());
    }

    /** Of a request to run an old run again that was not taken into the log of record yet. */
    public static RunEntry of(RunId id, RerunRequested request, Instant at) {
        return new RunEntry(id, "run " + request.original() + " again", Words.SUBMITTED, Optional.empty(), at, request.by(), Map.of(),
                request.outputDirectory());
    }

    /** Whether it was only to be planned, or to be staged, and was. */
    public boolean planned() {
        return state.equals(Words.of(Outcome.PLANNED)) || state.equals(Words.of(Outcome.STAGED));
    }

    /** Whether its recipe is judged, valid or not. */
    public boolean judged() {
        return !state.equals(Words.SUBMITTED) && !state.equals(Words.REQUESTED);
    }

    /** Whether its recipe is not valid. */
    public boolean rejected() {
        return state.equals(Words.of(Outcome.REJECTED));
    }

    /** Whether it is decided how it ends. */
    public boolean ended() {
        return Arrays.stream(Outcome.values()).anyMatch(outcome -> state.equals(Words.of(outcome)));
    }
}
