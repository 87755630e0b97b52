package assay.loadgen.engine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a request must keep to be a good one: all limits that were given. A time for each token is undefined for an answer of one token and
 * then counts as kept.
 */
public record Goal(Optional<Duration> ttft, Optional<Duration> tpot, Optional<Duration> latency) {
    /** No limit: goodput is not told. */
    public static final Goal NONE = new Goal(Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether there is any limit. */
    public boolean isSet() {
        return ttft.isPresent() || tpot.isPresent() || latency.isPresent();
    }

    /** Whether a request of these times, in nanoseconds, is a good one; what does not apply to it is 0. */
    boolean metBy(long ttftNanos, double tpotNanos, long latencyNanos) {
        return keeps(ttft, ttftNanos) && keeps(tpot, tpotNanos) && keeps(latency, latencyNanos);
    }

    /** The limits in milliseconds, by name. */
    public Map<String, Double> millis() {
        Map<String, Double> limits = new LinkedHashMap<>();
        ttft.ifPresent(limit -> limits.put("ttft", limit.toNanos() / 1e6));
        tpot.ifPresent(limit -> limits.put("tpot", limit.toNanos() / 1e6));
        latency.ifPresent(limit -> limits.put("latency", limit.toNanos() / 1e6));
        return limits;
    }

    private static boolean keeps(Optional<Duration> limit, double nanos) {
        return limit.isEmpty() || nanos <= limit.get().toNanos();
    }
}
