package assay.testkit;

import assay.core.loop.Answer;
import assay.core.loop.Effect;
import assay.core.loop.Loop;
import assay.core.loop.Step;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.Topic;
import assay.events.Writer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One process of an Assay service: a loop, its session with the log, its effects under way. It does one small thing at a time: read and decide,
 * write one record, end a transaction, perform an effect.
 */
final class SimulatedProcess<E extends Effect, A> {
    private static final int CHANCES = 100;
    private final Hosted<E, A> service;
    private final InMemoryLog log;
    private final Random random;
    private final Clock clock;
    private final Loop<E, A> loop;
    private final Hosted.Doer<E, A> doer;
    private final Map<Topic, Long> positions = new EnumMap<>(Topic.class);
    private final Map<Topic, Long> ends = new EnumMap<>(Topic.class);
    private final List<E> underWay = new ArrayList<>();
    private final List<Answer<A>> answers = new ArrayList<>();
    private final Deque<Envelope> unwritten = new ArrayDeque<>();
    private List<Envelope> transaction = List.of();
    private InMemoryLog.Session session;
    private Instant frozenUntil = Instant.EPOCH;
    private boolean busy = true;

    SimulatedProcess(Hosted<E, A> service, String name, InMemoryLog log, Random random, Clock clock) {
        this.service = service;
        this.log = log;
        this.random = random;
        this.clock = clock;
        this.loop = service.loop().apply(name);
        this.doer = service.doer().apply(name);
        positions.put(Topic.JOBS, 0L);
        if (service.writer() == Writer.PARSER) {
            positions.put(Topic.RECIPES, 0L);
        }
        open();
    }

    Writer writer() {
        return service.writer();
    }

    /** Fences the older holder; what stands in the log by now is read before anything else is done. */
    void open() {
        session = log.open(service.writer().lowerCase());
        positions.keySet().forEach(topic -> ends.put(topic, log.highWatermark(topic)));
        unwritten.clear();
    }

    /** Reads on to where the log ended when the fence was built; only there it is known what was lost. */
    private void comeToTheEnd() {
        positions.keySet().forEach(topic -> loop.replay(read(topic, log.end(topic))));
        if (ends.entrySet().stream().allMatch(end -> positions.get(end.getKey()) >= end.getValue())) {
            ends.clear();
            loop.lost(transaction);
            transaction = List.of();
        }
    }

    void freeze(Instant until) {
        frozenUntil = until;
    }

    /** Whether it did something of note since it was asked last. */
    boolean wasBusy() {
        boolean was = busy;
        busy = false;
        return was;
    }

    /** What it has begun in the world and not yet done. */
    List<Runnable> leavesBehind() {
        return underWay.stream().<Runnable>map(effect -> () -> perform(effect)).toList();
    }

    /** One small thing; nothing while it is frozen. */
    void act() {
        if (clock.instant().isBefore(frozenUntil)) {
            return;
        }
        if (!underWay.isEmpty() && random.nextInt(3) > 0) {
            answers.add(perform(underWay.remove(random.nextInt(underWay.size()))));
            busy = true;
        } else if (!ends.isEmpty()) {
            comeToTheEnd();
        } else if (!unwritten.isEmpty()) {
            session.append(unwritten.removeFirst());
        } else if (!transaction.isEmpty()) {
            endTransaction();
        } else {
            step();
        }
    }

    private void step() {
        List<Entry> entries = new ArrayList<>();
        positions.keySet().forEach(topic -> entries.addAll(read(topic, positions.get(topic) + random.nextInt(8))));
        List<Answer<A>> heard = List.copyOf(answers.subList(0, random.nextInt(answers.size() + 1)));
        answers.removeAll(heard);
        Step<E> step = loop.step(entries, heard, clock.instant());
        underWay.addAll(step.effects());
        transaction = step.appends();
        unwritten.addAll(transaction);
        busy |= !entries.isEmpty() || !heard.isEmpty() || !step.effects().isEmpty() || !transaction.isEmpty();
    }

    private List<Entry> read(Topic topic, long until) {
        List<Entry> entries = log.read(topic, positions.get(topic), until);
        positions.merge(topic, Math.min(until, log.end(topic)), Math::max);
        return entries;
    }

    private void endTransaction() {
        int chance = random.nextInt(CHANCES);
        if (chance < 2) {
            session.abort();
            loop.lost(transaction);
            transaction = List.of();
        } else if (chance < 4) {
            session.commit();
            open();
        } else if (chance < 6) {
            open();
        } else {
            session.commit();
            transaction = List.of();
        }
    }

    private Answer<A> perform(E effect) {
        try {
            return new Answer.Given<>(effect.key(), doer.perform(effect));
        } catch (Exception e) {
            return new Answer.Failed<>(effect.key(), e.toString());
        }
    }
}
