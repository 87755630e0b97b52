package assay.gateway.view;

import assay.events.Envelope;
import assay.events.RunId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The events of some runs that are over: those that ended, or were asked for, last. Not thread-safe. */
final class RecentRuns {
    private static final int MOST = 32;
    private final Map<RunId, List<Envelope>> events = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RunId, List<Envelope>> eldest) {
            return size() > MOST;
        }
    };

    void keep(RunId run, List<Envelope> all) {
        events.put(run, List.copyOf(all));
    }

    void forget(RunId run) {
        events.remove(run);
    }

    Optional<List<Envelope>> events(RunId run) {
        return Optional.ofNullable(events.get(run));
    }
}
