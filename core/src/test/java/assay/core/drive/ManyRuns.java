package assay.core.drive;

import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.RunId;
import assay.events.Topic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A log of several runs side by side, some over and some not, with events that come twice and events that come too late. */
final class ManyRuns {
    private static final int MOST_STEPS = 70;
    private static final int KIND_ROUNDS = 40;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Topic, List<Entry>> topics = new EnumMap<>(Map.of(Topic.RECIPES, new ArrayList<>(), Topic.JOBS, new ArrayList<>()));

    ManyRuns(long seed, int runs) {
        Random random = new Random(seed);
        List<List<Envelope>> each = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            each.add(new ArrayList<>(run(random, new RunId("run%07d".formatted(run)))));
        }
        while (!each.isEmpty()) {
            List<Envelope> one = each.get(random.nextInt(each.size()));
            if (one.isEmpty()) {
                each.remove(one);
            } else {
                add(one.removeFirst());
            }
        }
    }

    private static List<Envelope> run(Random random, RunId id) {
        Drive drive = new Drive(random.nextLong(), new Transitions());
        for (int step = random.nextInt(MOST_STEPS); step > 0; step--) {
            drive.step();
        }
        for (int round = random.nextInt(3) == 0 ? 0 : KIND_ROUNDS; round > 0 && !drive.finished(); round--) {
            drive.kindly();
        }
        List<Entry> log = new ArrayList<>(drive.log());
        for (int more = random.nextInt(4); more > 0; more--) {
            log.add(log.get(random.nextInt(log.size())));
        }
        log.addAll(Soup.entries(random.nextLong(), random.nextInt(5)));
        return log.stream().map(entry -> ((Entry.Readable) entry).envelope())
                .map(it -> new Envelope(it.id(), id, it.source(), it.time(), it.causationId(), it.event())).toList();
    }

    private void add(Envelope envelope) {
        Topic topic = Soup.readable(0, envelope).position().topic();
        Entry entry = Soup.readable(topics.get(topic).size(), envelope);
        topics.get(topic).add(entry);
        entries.add(entry);
    }

    /** Both topics, in an order in which they may be read. */
    List<Entry> entries() {
        return entries;
    }

    long end(Topic topic) {
        return topics.get(topic).size();
    }

    /** Reads parts of both topics, one behind the other. */
    void read(Runs runs, long fromRecipes, long toRecipes, long fromJobs, long toJobs) {
        topics.get(Topic.RECIPES).subList((int) fromRecipes, (int) toRecipes).forEach(runs::take);
        topics.get(Topic.JOBS).subList((int) fromJobs, (int) toJobs).forEach(runs::take);
    }
}
