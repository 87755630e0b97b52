package assay.core.run;

import assay.events.Envelope;
import assay.events.RecipeEvent;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.RerunRequested;
import assay.events.RecipeEvent.RunCancelRequested;
import assay.events.RunId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Requests that stand in the inbox and not yet in the log of record. The first submission or rerun with a run id wins; a cancel may come before its
 * submission and then waits for it.
 */
public final class Inbox {
    private final Map<RunId, RecipeSubmitted> submissions = new LinkedHashMap<>();
    private final Map<RunId, RerunRequested> reruns = new LinkedHashMap<>();
    private final Map<RunId, RunCancelRequested> cancels = new LinkedHashMap<>();
    private final Map<RunId, RunId> taken = new LinkedHashMap<>();

    Inbox() {
    }

    void take(Envelope envelope, RecipeEvent event) {
        switch (event) {
            case RecipeSubmitted submission -> {
                if (isNew(envelope.run())) {
                    submissions.put(envelope.run(), submission);
                }
            }
            case RunCancelRequested cancel -> cancels.putIfAbsent(envelope.run(), cancel);
            case RerunRequested rerun -> {
                if (isNew(envelope.run())) {
                    reruns.put(envelope.run(), rerun);
                }
            }
        }
    }

    private boolean isNew(RunId run) {
        return !taken.containsKey(run) && !submissions.containsKey(run) && !reruns.containsKey(run);
    }

    void requested(RunId run) {
        submissions.remove(run);
        reruns.remove(run);
        taken.put(run, run);
    }

    /** Submissions that no run of the log was made from yet. */
    public Map<RunId, RecipeSubmitted> submissions() {
        return submissions;
    }

    /** Requests to run an old run again that no run of the log was made from yet. */
    public Map<RunId, RerunRequested> reruns() {
        return reruns;
    }

    /** The runs that were asked for and are not in the log yet. */
    public List<RunId> waiting() {
        return Stream.concat(submissions.keySet().stream(), reruns.keySet().stream()).toList();
    }

    /** Every cancel request so far; whether it was accepted is the run's own state. */
    public Map<RunId, RunCancelRequested> cancels() {
        return cancels;
    }
}
