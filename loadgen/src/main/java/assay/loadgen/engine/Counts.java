package assay.loadgen.engine;

import java.util.Map;
import java.util.TreeMap;

/** What became of the requests that were due inside the window. Not thread-safe. */
public final class Counts {
    private long sent;
    private long ok;
    private long failed;
    private long timedOut;
    private long unfinished;
    private long blocked;
    private final Map<String, FailureCount> failures = new TreeMap<>();

    void countSent(boolean wasBlocked) {
        sent++;
        if (wasBlocked) {
            blocked++;
        }
    }

    void countOk() {
        ok++;
    }

    void countFailed(String failureClass, String sample, long at) {
        failed++;
        noted(failureClass, sample, at);
    }

    void countTimedOut(String sample, long at) {
        timedOut++;
        noted("timeout", sample, at);
    }

    void countUnfinished(String sample, long at) {
        unfinished++;
        noted("unfinished", sample, at);
    }

    private void noted(String failureClass, String sample, long at) {
        failures.merge(failureClass, new FailureCount(1, at, at, sample), FailureCount::and);
    }

    void add(Counts other) {
        sent += other.sent;
        ok += other.ok;
        failed += other.failed;
        timedOut += other.timedOut;
        unfinished += other.unfinished;
        blocked += other.blocked;
        other.failures.forEach((name, count) -> failures.merge(name, count, FailureCount::and));
    }

    /** Requests that a user took. */
    public long sent() {
        return sent;
    }

    /** Requests that were answered as they should be. */
    public long ok() {
        return ok;
    }

    /** Requests that were answered otherwise, or whose connection failed. */
    public long failed() {
        return failed;
    }

    /** Requests that were given up after the time-out. */
    public long timedOut() {
        return timedOut;
    }

    /** Requests that were cut at the end of the drain. */
    public long unfinished() {
        return unfinished;
    }

    /** Requests that had to wait because as many as may be were under way; they are among the sent ones. */
    public long blocked() {
        return blocked;
    }

    /** All requests that were sent and not answered as they should be. */
    public long errors() {
        return failed + timedOut + unfinished;
    }

    /** The failures by class, time-outs and unfinished ones among them. */
    public Map<String, FailureCount> failures() {
        return failures;
    }
}
