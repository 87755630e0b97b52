package assay.testkit;

import assay.core.loop.Answer;
import assay.core.loop.Effect;
import assay.core.loop.Step;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.Topic;
import assay.events.Writer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * One process of an Assay service: a loop, its session with the log, its effects under way, its host's clock. It does one small thing at a time:
 * read and decide, write one record, end a transaction, perform an effect.
 */
final class SimulatedProcess<E extends Effect, A> {
    private static final int CHANCES = 100;
    private final Hosted<E, A> service;
    private final InMemoryLog log;
    private final Random random;
    private final Clock clock;
    private final HostClock own;
    private final Stepper<E, A> loop;
    private final Hosted.Doer<E, A> doer;
    private final Map<Topic, Long> positions = new EnumMap<>(Topic.class);
    private final Map<Topic, Long> ends = new EnumMap<>(Topic.class);
    private final List<E> underWay = new ArrayList<>();
    private final List<Answer<A>> answers = new ArrayList<>();
    private final Deque<Envelope> unwritten = new ArrayDeque<>();
    private List<Envelope> transaction = List.of();
    private Optional<InMemoryLog.Session> session = Optional.empty();
    private Instant frozenUntil = Instant.EPOCH;
    private boolean busy = true;

    /** A process that reads from the log's beginning; the offset is that of its host's clock. */
    SimulatedProcess(Hosted<E, A> service, String name, InMemoryLog log, Random random, Clock clock, Duration offset) {
        this.service = service;
        this.log = log;
        this.random = random;
        this.clock = clock;
        this.own = new HostClock(clock, offset);
        this.loop = service.loop().apply(name);
        this.doer = service.doer().apply(name, own);
        positions.put(Topic.JOBS, 0L);
        if (service.writer() == Writer.PARSER) {
            positions.put(Topic.RECIPES, 0L);
        }
    }

    Writer writer() {
        return service.writer();
    }

    /** What it folded, and how far into the log of record. */
    SimulatedSystem.Fold fold() {
        return new SimulatedSystem.Fold(service.writer(), positions.get(Topic.JOBS), loop.runs());
    }

    /** Its next session fences the older holder; what stands in the log by then is read before anything else is done. */
    void comeBack() {
        session = Optional.empty();
    }

    private void open() {
        session = Optional.of(log.open(service.writer().lowerCase()));
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

    /** Its host's clock is set to so much before or behind the right time. */
    void stepClock(Duration to) {
        own.step(to);
    }

    /** The broker dies: whether it took a transaction that was about to be committed nobody knows. */
    void loseBroker() {
        if (!transaction.isEmpty() && unwritten.isEmpty() && random.nextBoolean()) {
            session.filter(InMemoryLog.Session::current).ifPresent(InMemoryLog.Session::commit);
        }
        comeBack();
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

    /** One small thing; nothing while it is frozen, and nothing with the log while that is away. */
    void act() {
        if (clock.instant().isBefore(frozenUntil)) {
            return;
        }
        if (!underWay.isEmpty() && random.nextInt(3) > 0) {
            answers.add(perform(underWay.remove(random.nextInt(underWay.size()))));
            busy = true;
        } else if (log.reachable()) {
            actOnLog();
        }
    }

    private void actOnLog() {
        if (session.isEmpty()) {
            open();
        } else if (!ends.isEmpty()) {
            comeToTheEnd();
        } else if (!unwritten.isEmpty()) {
            session.get().append(unwritten.removeFirst());
        } else if (!transaction.isEmpty()) {
            endTransaction(session.get());
        } else {
            step();
        }
    }

    private void step() {
        List<Entry> entries = new ArrayList<>();
        positions.keySet().forEach(topic -> entries.addAll(read(topic, positions.get(topic) + random.nextInt(8))));
        List<Answer<A>> heard = List.copyOf(answers.subList(0, random.nextInt(answers.size() + 1)));
        answers.removeAll(heard);
        Step<E> step = loop.step(entries, heard, own.instant());
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

    private void endTransaction(InMemoryLog.Session holder) {
        int chance = random.nextInt(CHANCES);
        if (chance < 2) {
            holder.abort();
            loop.lost(transaction);
            transaction = List.of();
        } else if (chance < 4) {
            holder.commit();
            comeBack();
        } else if (chance < 6) {
            comeBack();
        } else {
            holder.commit();
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
