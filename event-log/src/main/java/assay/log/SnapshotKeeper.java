package assay.log;

import assay.core.run.Fingerprint;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Topic;
import assay.log.Snapshot.Anchor;
import assay.log.Snapshot.Place;
import assay.log.Snapshot.Unfinished;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins a loop's fold with what an earlier one kept, where that is beyond doubt, and keeps it in turn: a moment after a run was over, now and
 * then, and at the end. Confined to the loop's thread.
 */
final class SnapshotKeeper {
    private static final Logger LOGGER = LoggerFactory.getLogger(SnapshotKeeper.class);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Topics topics;
    private final LoopSettings settings;
    private final Map<TopicPartition, Long> positions;
    private Map<TopicPartition, Long> kept = Map.of();
    private Optional<Anchor> last = Optional.empty();
    private boolean begun;
    private int over;
    private long lastRead = System.nanoTime();
    private long lastKept = System.nanoTime();

    /**
     * Keeps nothing yet.
     *
     * @param positions how far each topic partition was read, as the loop's sessions keep it
     */
    SnapshotKeeper(Topics topics, LoopSettings settings, Map<TopicPartition, Long> positions) {
        this.topics = topics;
        this.settings = settings;
        this.positions = positions;
    }

    /** Before anything is read: takes over what was kept, and where to begin to read. To be called behind the fence. */
    void begin(LogSession session, Runs runs) {
        if (begun) {
            return;
        }
        begun = true;
        Optional<Snapshot> found = settings.snapshots().read(settings.name());
        if (found.isEmpty()) {
            return;
        }
        Optional<String> doubt = doubt(found.get(), session);
        if (doubt.isPresent()) {
            LOGGER.atInfo().addKeyValue("loop", settings.name()).addKeyValue("reason", doubt.get()).log("The snapshot is thrown away; the whole log is read");
            settings.snapshots().discard(settings.name());
            return;
        }
        runs.restore(found.get().over());
        over = found.get().over().size();
        last = Optional.of(found.get().anchor());
        found.get().places().forEach(place -> positions.put(place.topicPartition(), place.resume()));
    }

    private Optional<String> doubt(Snapshot snapshot, LogSession session) {
        if (!snapshot.loop().equals(settings.name()) || !snapshot.log().equals(topics.identity())) {
            return Optional.of("it is of another log");
        }
        return snapshot.doubt(session.ends(), session::holds);
    }

    /** Looks at what was read. */
    void read(List<Entry> entries) {
        if (!entries.isEmpty()) {
            lastRead = System.nanoTime();
        }
        for (Entry entry : entries) {
            if (entry instanceof Entry.Readable(var position, var envelope) && position.topic() == Topic.JOBS) {
                last = Optional.of(new Anchor(position.offset(), envelope.id()));
            }
        }
    }

    /** Keeps the fold when it is time to. */
    void keepNowAndThen(Runs runs) {
        long now = System.nanoTime();
        boolean ended = runs.stubs().size() > over && now - lastRead > QUIET.toNanos();
        if (ended || now - lastKept > LONGEST.toNanos()) {
            keep(runs);
        }
    }

    /** Keeps the fold when something was read since the last time. */
    void keep(Runs runs) {
        lastKept = System.nanoTime();
        if (last.isPresent() && settings.snapshots().kept() && !positions.equals(kept)) {
            settings.snapshots().write(snapshot(runs, last.get()));
            kept = new HashMap<>(positions);
            over = runs.stubs().size();
        }
    }

    private Snapshot snapshot(Runs runs, Anchor anchor) {
        List<Place> places = positions.entrySet().stream().map(entry -> place(runs, entry.getKey(), entry.getValue())).toList();
        List<Unfinished> unfinished = runs.all().stream().map(run -> new Unfinished(run.id(), Fingerprint.of(run))).toList();
        return new Snapshot(settings.name(), settings.snapshots().codeName(), topics.identity(), places, anchor, unfinished, List.copyOf(runs.stubs()));
    }

    private static Place place(Runs runs, TopicPartition partition, long reached) {
        Topic topic = Arrays.stream(Topic.values()).filter(one -> one.topicName().equals(partition.topic())).findFirst().orElseThrow();
        return new Place(topic, partition.partition(), reached, runs.firstNeeded(topic, partition.partition()).orElse(reached));
    }
}
