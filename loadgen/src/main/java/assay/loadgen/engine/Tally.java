package assay.loadgen.engine;

import assay.loadgen.driver.Reply;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one event loop counts over the whole run, and later the sum over all of them. What belongs to a request counts when it was due inside
 * the window; what belongs to the window (completions and time in flight) counts when it happened there. Not thread-safe.
 */
public final class Tally {
    private final Window window;
    private final Goal goal;
    private final Counts counts = new Counts();
    private final TokenCounts tokens = new TokenCounts();
    private final Timing response = new Timing();
    private final Timing service = new Timing();
    private final Timing scheduleDelay = new Timing();
    private final Timing pacingDelay = new Timing();
    private final Map<String, Timing> kinds = new TreeMap<>();
    private long good;
    private long okInside;
    private long inputInside;
    private long outputInside;
    private long spentInside;
    private long flightInside;
    private long inFlight;
    private long lastChange = Long.MIN_VALUE;

    Tally(Window window, Goal goal) {
        this.window = window;
        this.goal = goal;
    }

    void sent(Task task) {
        flight(task.sent(), 1);
        if (window.holds(task.due())) {
            counts.countSent(task.isBlocked());
            scheduleDelay.nanos(task.delay());
            if (!task.isBlocked()) {
                pacingDelay.nanos(task.delay());
            }
        }
    }

    /** The request ended at {@code end}, and its answer was complete at {@code done}, which is not later. */
    void ok(Task task, Reply reply, long ttft, long done, long end) {
        left(task, end);
        if (window.holds(end)) {
            okInside++;
            if (reply instanceof Reply.Streamed streamed) {
                inputInside += streamed.input();
                outputInside += streamed.output();
            }
        }
        if (!window.holds(task.due())) {
            return;
        }
        counts.countOk();
        response.nanos(done - task.due());
        service.nanos(done - task.sent());
        kinds.computeIfAbsent(reply.kind(), kind -> new Timing()).nanos(done - task.due());
        double perToken = 0;
        if (reply instanceof Reply.Streamed streamed) {
            tokens.add(streamed, ttft);
            perToken = TokenCounts.perToken(streamed);
        }
        if (goal.metBy(ttft, perToken, done - task.due())) {
            good++;
        }
    }

    void failed(Task task, String failureClass, String sample, long end) {
        left(task, end);
        if (window.holds(task.due())) {
            counts.countFailed(failureClass, sample, end);
        }
    }

    void timedOut(Task task, String sample, long end) {
        left(task, end);
        if (window.holds(task.due())) {
            counts.countTimedOut(sample, end);
        }
    }

    void unfinished(Task task, long end) {
        left(task, end);
        if (window.holds(task.due())) {
            counts.countUnfinished("under way for " + (end - task.sent()) / 1_000_000 + " ms when the drain was over", end);
        }
    }

    private void left(Task task, long end) {
        flight(end, -1);
        spentInside += window.overlap(task.sent(), end);
    }

    private void flight(long now, int change) {
        if (inFlight > 0) {
            flightInside += inFlight * window.overlap(lastChange, now);
        }
        inFlight += change;
        lastChange = now;
    }

    void add(Tally other) {
        counts.add(other.counts);
        tokens.add(other.tokens);
        response.add(other.response);
        service.add(other.service);
        scheduleDelay.add(other.scheduleDelay);
        pacingDelay.add(other.pacingDelay);
        other.kinds.forEach((kind, timing) -> kinds.computeIfAbsent(kind, name -> new Timing()).add(timing));
        good += other.good;
        okInside += other.okInside;
        inputInside += other.inputInside;
        outputInside += other.outputInside;
        spentInside += other.spentInside;
        flightInside += other.flightInside;
    }

    long inFlight() {
        return inFlight;
    }

    /** What became of the requests. */
    public Counts counts() {
        return counts;
    }

    /** The tokens, where answers were streams of them. */
    public TokenCounts tokens() {
        return tokens;
    }

    /** From the due instant to the end of the answer, of those that were answered as they should be. */
    public Timing response() {
        return response;
    }

    /** The same from the sending. */
    public Timing service() {
        return service;
    }

    /** From the due instant to the sending, of all that were sent. */
    public Timing scheduleDelay() {
        return scheduleDelay;
    }

    /** The same of those that did not have to wait for a user: the generator's own lateness. */
    public Timing pacingDelay() {
        return pacingDelay;
    }

    /** Response times by kind of request. */
    public Map<String, Timing> kinds() {
        return kinds;
    }

    /** How many requests met the goal. */
    public long good() {
        return good;
    }

    /** How many answers came inside the window, whenever they were due. */
    public long okInside() {
        return okInside;
    }

    /** Tokens of the prompts of those answers. */
    public long inputInside() {
        return inputInside;
    }

    /** Tokens of those answers. */
    public long outputInside() {
        return outputInside;
    }

    /** Seconds that all requests together were under way inside the window, each by its own two instants. */
    public double spentSeconds() {
        return spentInside / 1e9;
    }

    /** The same as the area below the number of requests in flight. */
    public double flightSeconds() {
        return flightInside / 1e9;
    }
}
