package assay.gateway;

import assay.events.Entry;
import assay.events.RecipeEvent;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.TopicReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands in the inbox, read anew each time. */
final class InboxReading {
    private InboxReading() {
    }

    /** The requests of one run. */
    static List<RecipeEvent> of(RunningGateway gateway, RunId run) {
        return all(gateway).getOrDefault(run, List.of());
    }

    static Map<RunId, List<RecipeEvent>> all(RunningGateway gateway) {
        Map<RunId, List<RecipeEvent>> found = new LinkedHashMap<>();
        TopicReader.read(gateway.topics().settings(), List.of(Topic.RECIPES), entry -> {
            if (entry instanceof Entry.Readable(var position, var envelope) && envelope.event() instanceof RecipeEvent request) {
                found.computeIfAbsent(envelope.run(), run -> new ArrayList<>()).add(request);
            }
        });
        return found;
    }
}
