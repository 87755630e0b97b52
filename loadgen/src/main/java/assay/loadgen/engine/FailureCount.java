package assay.loadgen.engine;

/**
 * The failures of one class.
 *
 * @param first  when the first ended, nanoseconds since the load began
 * @param last   when the last ended
 * @param sample what was said about one of them, the first
 */
public record FailureCount(long count, long first, long last, String sample) {
    FailureCount and(FailureCount other) {
        return new FailureCount(count + other.count, Math.min(first, other.first), Math.max(last, other.last), first <= other.first ? sample : other.sample);
    }
}
