package assay.core.run;

import assay.events.Entry.Position;
import assay.events.Envelope;
import assay.events.RecipeEvent;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.RerunRequested;
import assay.events.RecipeEvent.RunCancelRequested;
import assay.events.RunId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Requests that stand in the inbox and not yet in the log of record. The first submission with a run id wins; a cancel may come before its
 * submission and then waits for it.
 */
public final class Inbox {
    private final Map<RunId, RecipeSubmitted> submissions = new LinkedHashMap<>();
    private final Map<RunId, RunCancelRequested> cancels = new LinkedHashMap<>();
    private final Map<RunId, Position> submitted = new LinkedHashMap<>();
    private final Map<RunId, Position> cancelled = new LinkedHashMap<>();

    Inbox() {
    }

    /** Takes a request of a run that is not over. */
    void take(Position position, Envelope envelope, RecipeEvent event, boolean requested) {
        switch (event) {
            case RecipeSubmitted submission -> {
                if (!requested) {
                    submissions.putIfAbsent(envelope.run(), submission);
                    submitted.putIfAbsent(envelope.run(), position);
                }
            }
            case RunCancelRequested cancel -> {
                cancels.putIfAbsent(envelope.run(), cancel);
                cancelled.putIfAbsent(envelope.run(), position);
            }
            case RerunRequested rerun -> {
            }
        }
    }

    void requested(RunId run) {
        submissions.remove(run);
        submitted.remove(run);
    }

    void over(RunId run) {
        cancels.remove(run);
        cancelled.remove(run);
    }

    /** Where the requests stand that may still lead to something. */
    Stream<Position> needed() {
        return Stream.concat(submitted.values().stream(), cancelled.values().stream());
    }

    /** Submissions that no run of the log was made from yet. */
    public Map<RunId, RecipeSubmitted> submissions() {
        return submissions;
    }

    /** The cancel requests of runs that are not over; whether one was accepted is the run's own state. */
    public Map<RunId, RunCancelRequested> cancels() {
        return cancels;
    }
}
