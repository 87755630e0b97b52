package assay.events;

import java.time.Instant;

/**
 * How often requests of one window failed in one way.
 *
 * @param name   the class of the failure, such as {@code timeout} or {@code http-5xx}
 * @param count  how often
 * @param first  when for the first time, client's clock; the epoch when that is not known
 * @param last   when for the last time, client's clock; the epoch when that is not known
 * @param sample what was said about the first; empty when nothing was
 */
public record ErrorCount(String name, long count, Instant first, Instant last, String sample) {
}
