package assay.log;

import assay.core.loop.Answer;
import assay.core.loop.Effect;
import assay.core.loop.Loop;
import assay.core.loop.Step;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.RunId;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Drives one Assay service over one partition of the log of record, on a platform thread of its own.
 *
 * <pre>
 * fence the older instance -> read to the end -> step, start effects, append, read ... -+-> closed
 *   ^                                                                                   +-> taken over: ends
 *   +-- new clients after a pause, if still mine <--- outcome unknown, Kafka failed <---+
 * </pre>
 *
 * <p>The fold and what the loop knows of its effects live as long as this object: they come out of the log alone, so a new session goes on from
 * the position reached, and an effect that is under way is not started twice. Appends whose outcome is unknown are given back to the
 * {@link Loop} only after the log was read to its end behind a new fence.
 *
 * @param <E> the service's effects
 * @param <A> what comes back from them
 */
public final class LogLoop<E extends Effect, A> implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(LogLoop.class);
    private static final Duration CLOSING = Duration.ofMillis(500);
    private static final Duration READING = Duration.ofMillis(200);
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final int MOST_ABORTS = 20;

    private final Topics topics;
    private final LoopSettings settings;
    private final Loop<E, A> loop;
    private final Effects<E, A> effects;
    private final Clock clock;
    private final Claim claim;
    private final Consumer<LoopFailure> failed;
    private final Thread thread;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final SnapshotKeeper keeper;
    private final LoopTally tally = new LoopTally();
    private final Patience patience;
    private final CompletableFuture<Void> live = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<LogSession> current = new AtomicReference<>();
    private List<Envelope> unconfirmed = List.of();
    private int abortsInARow;
    private long lastEvent = System.nanoTime();

    /**
     * A loop that is not started yet.
     *
     * @param loop    the service's own state; from here on used by this loop's thread only
     * @param effects what does its effects
     * @param clock   the time that the service decides with
     * @param claim   asked before a fence is built anew: an instance that was given up for dead must not fence off its successor
     * @param failed  told once, on the loop's thread, when the loop ends although nobody closed it
     */
    public LogLoop(Topics topics, LoopSettings settings, Loop<E, A> loop, EffectRunner<E, A> effects, Clock clock, Claim claim,
            Consumer<LoopFailure> failed) {
        this.topics = topics;
        this.settings = settings;
        this.loop = loop;
        this.effects = new Effects<>(settings.name(), effects, this::wake);
        this.clock = clock;
        this.claim = claim;
        this.failed = failed;
        this.keeper = new SnapshotKeeper(topics, settings, positions);
        this.patience = new Patience(settings.patience());
        this.thread = Thread.ofPlatform().name(settings.name()).unstarted(this::run);
    }

    /** Starts the loop's thread; the future completes when the log was read to its end, and fails when the loop ends before. */
    public CompletableFuture<Void> start() {
        thread.start();
        return live;
    }

    /** What the loop has done so far; for any thread. */
    public LoopCounts counts() {
        return tally.counts();
    }

    /** The runs that something is to be done for yet, requests that are not taken up included; for any thread. */
    public List<RunId> unfinished() {
        return tally.unfinished();
    }

    private void run() {
        try {
            while (!closed()) {
                if (!session()) {
                    return;
                }
            }
            keeper.keep(loop.runs());
        } catch (Error e) {
            end(new LoopFailure(settings.name(), false, "It failed for good: " + e), e);
            throw e;
        }
    }

    /** One session; false when there must be no further one. */
    private boolean session() {
        try (LogSession session = new LogSession(topics, settings, positions)) {
            current.set(session);
            follow(session);
            return true;
        } catch (TakenOverException | ProducerFencedException e) {
            return end(new LoopFailure(settings.name(), true, new TakenOverException(settings.name()).getMessage()), e);
        } catch (RuntimeException e) {
            return closed() || comeBack(e);
        } finally {
            current.set(null);
        }
    }

    private void follow(LogSession session) {
        session.fence();
        keeper.begin(session, loop.runs());
        session.begin();
        while (!session.atEnd() && !closed()) {
            List<Entry> entries = session.poll(READING);
            loop.replay(entries);
            read(entries);
        }
        loop.lost(unconfirmed);
        unconfirmed = List.of();
        live.complete(null);
        patience.live();
        while (!closed()) {
            step(session);
        }
    }

    private void step(LogSession session) {
        List<Entry> entries = session.poll(longestWait());
        List<Answer<A>> answers = effects.answers();
        Step<E> step = loop.step(entries, answers, clock.instant());
        read(entries);
        warn(entries.stream().filter(Entry.Undecodable.class::isInstance).map(Entry.Undecodable.class::cast).toList());
        if (!entries.isEmpty() || !answers.isEmpty() || !step.effects().isEmpty()) {
            lastEvent = System.nanoTime();
        }
        step.faults().forEach(fault -> LOGGER.atError().setCause(fault.bug()).addKeyValue("loop", settings.name()).addKeyValue("undone", fault.where())
                .log("A bug of Assay's, please report it; all else goes on"));
        // First, because the loop counts them as running from here on, whatever becomes of the append.
        step.effects().forEach(effects::start);
        if (!step.appends().isEmpty()) {
            append(session, step.appends());
        }
        keeper.keepNowAndThen(loop.runs());
    }

    private void read(List<Entry> entries) {
        tally.read(entries, loop.runs());
        keeper.read(entries);
    }

    /** One line however many they are: who may write to a topic must not fill the disk of who reads it. */
    private void warn(List<Entry.Undecodable> skipped) {
        if (!skipped.isEmpty()) {
            Entry.Position first = skipped.getFirst().position();
            LOGGER.atWarn().addKeyValue("loop", settings.name()).addKeyValue("topic", first.topic().topicName()).addKeyValue("partition", first.partition())
                    .addKeyValue("offset", first.offset()).addKeyValue("reason", skipped.getFirst().reason()).addKeyValue("skipped", skipped.size())
                    .log("Records that cannot be used were skipped; `assay events --dead` lists them");
        }
    }

    /** Records and answers end a wait at once; it bounds only how late the passing of time is seen. */
    private Duration longestWait() {
        if (effects.hasAnswers()) {
            return Duration.ZERO;
        }
        return System.nanoTime() - lastEvent < QUIET.toNanos() ? settings.tick() : settings.idleTick();
    }

    private void append(LogSession session, List<Envelope> appends) {
        switch (session.append(appends)) {
            case Appended.Committed() -> {
                abortsInARow = 0;
                tally.committed(appends.size());
            }
            case Appended.Aborted(var reason) -> {
                loop.lost(appends);
                tally.aborted();
                if (++abortsInARow > MOST_ABORTS) {
                    throw new LogUnavailableException("Kafka takes no event of " + settings.name() + ": " + reason);
                }
            }
            case Appended.Unknown(var reason) -> {
                unconfirmed = appends;
                throw new LogUnavailableException("It is unknown whether Kafka took an event of " + settings.name() + ": " + reason);
            }
            case Appended.TakenOver() -> throw new TakenOverException(settings.name());
        }
    }

    private boolean comeBack(RuntimeException failure) {
        String reason = Reasons.of(topics.settings(), failure);
        if (Reasons.refused(failure) || patience.exhausted()) {
            return end(new LoopFailure(settings.name(), false, reason), failure);
        }
        tally.restarted();
        LOGGER.atWarn().setCause(failure).addKeyValue("loop", settings.name()).addKeyValue("reason", reason).log("The log loop starts anew");
        try {
            return !closing.await(patience.pause().toMillis(), TimeUnit.MILLISECONDS) && claim.held();
        } catch (InterruptedException e) {
            return false;
        } catch (LogUnavailableException unknown) {
            return closed() || comeBack(unknown);
        }
    }

    private boolean end(LoopFailure failure, Throwable cause) {
        LOGGER.atLevel(failure.takenOver() ? Level.WARN : Level.ERROR).addKeyValue("loop", failure.loop()).addKeyValue("reason", failure.reason()).log("The log loop ended");
        effects.close();
        live.completeExceptionally(new LogUnavailableException(failure.reason(), cause));
        failed.accept(failure);
        return false;
    }

    private void wake() {
        LogSession session = current.get();
        if (session != null) {
            session.wakeup();
        }
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    /** Ends the loop within a second; effects under way are interrupted and their answers lost, as in a crash. */
    @Override
    public void close() {
        closing.countDown();
        live.cancel(false);
        effects.close();
        wake();
        try {
            if (!thread.join(CLOSING)) {
                thread.interrupt();
                thread.join(CLOSING.dividedBy(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
