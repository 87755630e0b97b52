package assay.gateway.stream;

import assay.events.Entry;
import assay.events.RunId;
import assay.events.Topic;
import java.util.Optional;

/**
 * What is followed.
 *
 * @param run one run; empty: all
 */
record Subject(Topic topic, Optional<RunId> run) {

    boolean covers(Entry.Readable entry) {
        return run.map(entry.envelope().run()::equals).orElse(true);
    }
}
