package assay.cli;

import assay.core.run.Run;
import assay.core.run.Stage;
import assay.core.run.Stub;
import assay.events.Envelope;
import assay.events.JobEvent.Outcome;
import assay.events.JobEvent.Verdict;
import assay.events.RunId;
import assay.events.recipe.Recipe;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A run as it is listed.
 *
 * @param state    how far it is, in one word
 * @param imported whether it comes from a file and not from the log of record
 */
record RunSummary(RunId id, String recipe, Instant requestedAt, String outputDirectory, String state, Optional<Verdict> verdict, boolean imported) {

    /** Of a run that is over. */
    static RunSummary of(Stub stub) {
        return new RunSummary(stub.id(), stub.recipe(), stub.requestedAt(), stub.outputDirectory(), word(stub.outcome()),
                stub.verdict().stream().findFirst(), false);
    }

    /** Of any run. */
    static RunSummary of(Run run, List<Envelope> events) {
        return new RunSummary(run.id(), new Moments(events).recipe().map(Recipe::name).orElse(run.submission().sourceName()), run.requestedAt(),
                run.submission().outputDirectory(), state(run), run.report().map(report -> report.verdict()), false);
    }

    /** Whether it was only to be planned, or to be staged, and was. */
    boolean planned() {
        return state.equals(word(Outcome.PLANNED)) || state.equals(word(Outcome.STAGED));
    }

    RunSummary asImported() {
        return new RunSummary(id, recipe, requestedAt, outputDirectory, state, verdict, true);
    }

    /** How far a run is, in one word. */
    static String state(Run run) {
        return switch (run.stage()) {
            case Stage.Requested s -> "requested";
            case Stage.Accepted s -> "accepted";
            case Stage.Rejected s -> "rejected";
            case Stage.Refused s -> "refused";
            case Stage.Planned s -> "running";
            case Stage.Closing s -> "closing";
            case Stage.Cleaned s -> "cleaned";
            case Stage.Finished s -> word(s.outcome());
        };
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
