package assay.core.drive;

import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventId;
import assay.events.EventType;
import assay.events.RecipeEvent;
import assay.events.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Logs of events in any order, with duplicates among them, and what is folded from them. */
final class Soup {
    private Soup() {
    }

    static List<Entry> entries(long seed, int length) {
        Random random = new Random(seed);
        AnyEvent any = new AnyEvent(random);
        List<Event> events = new ArrayList<>(any.beginning().stream().filter(event -> random.nextInt(12) != 0).toList());
        while (events.size() < length) {
            events.add(any.next());
        }
        Map<String, Integer> ordinals = new HashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Event event : events.subList(0, length)) {
            String type = EventType.of(event).typeName();
            int ordinal = ordinals.merge(type + event.subject(), 1, Integer::sum);
            EventId id = EventId.of(Samples.RUN, type, event.subject(), random.nextInt(20) == 0 ? ordinal - 1 : ordinal);
            entries.add(readable(entries.size(), new Envelope(id, Samples.RUN, "/assay/test", any.written(event), "", event)));
        }
        return entries;
    }

    static Entry readable(int offset, Envelope envelope) {
        Topic topic = envelope.event() instanceof RecipeEvent ? Topic.RECIPES : Topic.JOBS;
        return new Entry.Readable(new Entry.Position(topic, 0, offset), envelope);
    }

    static Runs fold(List<Entry> entries) {
        Runs runs = Runs.of(Samples.LOG);
        entries.forEach(runs::take);
        return runs;
    }
}
