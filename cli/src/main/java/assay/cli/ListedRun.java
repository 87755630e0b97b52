package assay.cli;

import assay.core.run.Run;
import assay.core.view.RunEntry;
import assay.events.Envelope;
import assay.events.recipe.Recipe;
import java.util.List;

/**
 * A run as it is listed.
 *
 * @param imported whether it comes from a file and not from the log of record
 */
record ListedRun(RunEntry run, boolean imported) {
    /** Of the log of record. */
    static ListedRun of(RunEntry run) {
        return new ListedRun(run, false);
    }

    /** Of the log of record, with its events. */
    static ListedRun of(Run run, List<Envelope> events) {
        return of(RunEntry.of(run, new Moments(events).recipe().map(Recipe::name).orElse(run.submission().sourceName())));
    }

    ListedRun asImported() {
        return new ListedRun(run, true);
    }

    /** How far a run is, in one word. */
    static String state(Run run) {
        return RunEntry.of(run, "").state();
    }
}
