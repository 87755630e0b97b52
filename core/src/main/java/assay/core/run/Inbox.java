package assay.core.run;

import assay.events.Entry.Position;
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
    private final Map<RunId, Position> asked = new LinkedHashMap<>();
    private final Map<RunId, Position> cancelled = new LinkedHashMap<>();

    Inbox() {
    }

    /** Takes a request of a run that is not over. */
    void take(Position position, Envelope envelope, RecipeEvent event, boolean requested) {
        RunId run = envelope.run();
        boolean first = !requested && !asked.containsKey(run);
        switch (event) {
            case RecipeSubmitted submission -> {
                if (first) {
                    submissions.put(run, submission);
                    asked.put(run, position);
                }
            }
            case RerunRequested rerun -> {
                if (first) {
                    reruns.put(run, rerun);
                    asked.put(run, position);
                }
            }
            case RunCancelRequested cancel -> {
                cancels.putIfAbsent(run, cancel);
                cancelled.putIfAbsent(run, position);
            }
        }
    }

    void requested(RunId run) {
        submissions.remove(run);
        reruns.remove(run);
        asked.remove(run);
    }

    void over(RunId run) {
        cancels.remove(run);
        cancelled.remove(run);
    }

    /** Where the requests stand that may still lead to something. */
    Stream<Position> needed() {
        return Stream.concat(asked.values().stream(), cancelled.values().stream());
    }

    /** Submissions that no run of the log was made from yet. */
    public Map<RunId, RecipeSubmitted> submissions() {
        return submissions;
    }

    /** Requests to run an old run again that no run of the log was made from yet. */
    public Map<RunId, RerunRequested> reruns() {
        return reruns;
    }

    /** The runs that were asked for and are not in the log yet, in the order they were asked for. */
    public List<RunId> waiting() {
        return List.copyOf(asked.keySet());
    }

    /** The cancel requests of runs that are not over; whether one was accepted is the run's own state. */
    public Map<RunId, RunCancelRequested> cancels() {
        return cancels;
    }
}
