package assay.core.run;

import assay.events.Envelope;
import assay.events.RecipeEvent;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.RerunRequested;
import assay.events.RecipeEvent.RunCancelRequested;
import assay.events.RunId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Requests that stand in the inbox and not yet in the log of record. The first submission with a run id wins; a cancel may come before its
 * submission and then waits for it.
 */
public final class Inbox {
    private final Map<RunId, RecipeSubmitted> submissions = new LinkedHashMap<>();
    private final Map<RunId, RunCancelRequested> cancels = new LinkedHashMap<>();
    private final Map<RunId, RunId> taken = new LinkedHashMap<>();

    Inbox() {
    }

    void take(Envelope envelope, RecipeEvent event) {
        switch (event) {
            case RecipeSubmitted submission -> {
                if (!taken.containsKey(envelope.run())) {
                    submissions.putIfAbsent(envelope.run(), submission);
                }
            }
            case RunCancelRequested cancel -> cancels.putIfAbsent(envelope.run(), cancel);
            case RerunRequested rerun -> {
            }
        }
    }

    void requested(RunId run) {
        submissions.remove(run);
        taken.put(run, run);
    }

    /** Submissions that no run of the log was made from yet. */
    public Map<RunId, RecipeSubmitted> submissions() {
        return submissions;
    }

    /** Every cancel request so far; whether it was accepted is the run's own state. */
    public Map<RunId, RunCancelRequested> cancels() {
        return cancels;
    }
}
