package assay.gateway.stream;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * Where a run's events stand in the log of record.
 *
 * @param first       offset of the first one, or one before it
 * @param last        offset of the last one, once the run is over
 * @param requestedAt when it was asked for
 */
public record Extent(long first, OptionalLong last, Instant requestedAt) {
}
