package assay.loadgen.engine;

/** The counts of one second of Unix time: what happened in it, whenever it was due. */
public record Second(long second, long sent, long blocked, long ok, long failed, long outputTokens, long inFlight) {
    static Second of(Interval interval) {
        return new Second(interval.second(), interval.sent(), interval.blocked(), interval.ok(), interval.failed(), interval.outputTokens(), interval.inFlight());
    }
}
