package assay.gateway.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A token bucket for each of many askers. Those that were not heard of for longest are forgotten when there are too many; theirs are full again by then,
 * or somebody takes trouble to ask under many names, and cannot make this grow.
 */
final class Buckets {
    private static final int MOST = 10_000;
    private final Limits.Rate rate;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST;
        }
    };

    Buckets(Limits.Rate rate) {
        this.rate = rate;
    }

    /** Takes one; where there is none, how long until there is. */
    Optional<Duration> take(String asker, long nanos) {
        Bucket bucket = buckets.getOrDefault(asker, new Bucket(rate.burst(), nanos));
        double filled = Math.min(rate.burst(), bucket.tokens + (nanos - bucket.at) / 1e9 * rate.perSecond());
        boolean enough = filled >= 1;
        buckets.put(asker, new Bucket(enough ? filled - 1 : filled, nanos));
        return enough ? Optional.empty() : Optional.of(Duration.ofNanos((long) ((1 - filled) / rate.perSecond() * 1e9)));
    }

    private record Bucket(double tokens, long at) {
    }
}
