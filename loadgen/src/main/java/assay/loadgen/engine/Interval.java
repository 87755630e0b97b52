package assay.loadgen.engine;

/**
 * What one event loop saw in one second of Unix time, and later the sum over all of them. Not thread-safe: handed from the event loop to the
 * collector when the second is over.
 */
public final class Interval {
    private final long second;
    private final Timing measured = new Timing();
    private final Timing other = new Timing();
    private final StringBuilder records = new StringBuilder();
    private long sent;
    private long blocked;
    private long ok;
    private long failed;
    private long outputTokens;
    private long inFlight;

    Interval(long second) {
        this.second = second;
    }

    void countSent(Task task) {
        sent++;
        if (task.isBlocked()) {
            blocked++;
        }
    }

    void countOk(boolean isMeasured, long response, long tokens) {
        ok++;
        outputTokens += tokens;
        (isMeasured ? measured : other).nanos(response);
    }

    void countFailed() {
        failed++;
    }

    void endWith(long underWay) {
        inFlight = underWay;
    }

    StringBuilder records() {
        return records;
    }

    void add(Interval its) {
        measured.add(its.measured);
        other.add(its.other);
        records.append(its.records);
        sent += its.sent;
        blocked += its.blocked;
        ok += its.ok;
        failed += its.failed;
        outputTokens += its.outputTokens;
        inFlight += its.inFlight;
    }

    /** Unix time of its beginning. */
    public long second() {
        return second;
    }

    /** Response times of the answers of this second to requests that were due inside the window. */
    public Timing measured() {
        return measured;
    }

    /** Response times of the other answers of this second. */
    public Timing other() {
        return other;
    }

    /** Response times of all answers of this second. */
    public Timing all() {
        Timing all = new Timing();
        all.add(measured);
        all.add(other);
        return all;
    }

    /** Requests sent. */
    public long sent() {
        return sent;
    }

    /** Those of them that had to wait for a user. */
    public long blocked() {
        return blocked;
    }

    /** Requests answered as they should be. */
    public long ok() {
        return ok;
    }

    /** Requests that failed, were given up or cut. */
    public long failed() {
        return failed;
    }

    /** Tokens of the answers. */
    public long outputTokens() {
        return outputTokens;
    }

    /** Requests under way at its end. */
    public long inFlight() {
        return inFlight;
    }

    /** A line of JSON for each request that ended, where records are kept. */
    public CharSequence lines() {
        return records;
    }
}
