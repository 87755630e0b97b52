package assay.log;

import assay.events.Writer;
import java.time.Duration;

/**
 * What one loop works on.
 *
 * @param writer     the Assay service; with the partition it makes the transactional id, by which an older instance is fenced off
 * @param partition  of {@code assay.jobs}
 * @param readsInbox whether it also reads {@code assay.recipes}, of which it takes the runs of its partition
 * @param tick       how often it looks at the time while something happens
 * @param idleTick   how often it looks at the time when nothing has happened for a while
 * @param patience   how long it tries to come back when Kafka fails
 * @param snapshots  where it keeps what its next start need not read again
 */
public record LoopSettings(Writer writer, int partition, boolean readsInbox, Duration tick, Duration idleTick, Duration patience, Snapshots snapshots) {
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration IDLE_TICK = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A loop over the log of record alone. */
    public static LoopSettings of(Writer writer, int partition) {
        return new LoopSettings(writer, partition, false, TICK, IDLE_TICK, PATIENCE, Snapshots.none());
    }

    /** This loop, reading the inbox too. */
    public LoopSettings withInbox() {
        return new LoopSettings(writer, partition, true, tick, idleTick, patience, snapshots);
    }

    /** This loop, keeping snapshots there. */
    public LoopSettings keeping(Snapshots where) {
        return new LoopSettings(writer, partition, readsInbox, tick, idleTick, patience, where);
    }

    /** Names the loop, its thread and its transactional id. */
    public String name() {
        return "assay-" + writer.lowerCase() + "-" + partition;
    }
}
