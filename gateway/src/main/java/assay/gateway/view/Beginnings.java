package assay.gateway.view;

import assay.events.Entry.Position;
import assay.events.RunId;
import java.util.HashMap;
import java.util.Map;

/** Where the events of runs under way begin in the log of record. Not thread-safe. */
final class Beginnings {
    private final Map<RunId, Long> firsts = new HashMap<>();
    private final Map<Integer, Long> ends = new HashMap<>();

    void read(RunId run, Position position) {
        firsts.putIfAbsent(run, position.offset());
        ends.put(position.partition(), position.offset() + 1);
    }

    /** That a log of one partition was read up to and with an offset. */
    void reached(long offset) {
        ends.merge(0, offset + 1, Math::max);
    }

    void forget(RunId run) {
        firsts.remove(run);
    }

    /** Of a run of which nothing was read: in no partition before what was read of it. */
    long of(RunId run) {
        return firsts.getOrDefault(run, ends.values().stream().mapToLong(end -> end).min().orElse(0));
    }
}
