package assay.log;

import assay.core.loop.Answer;
import assay.core.loop.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The effects of a loop that are under way, each on a virtual thread, and their answers. Thread-safe.
 *
 * @param <E> the service's effects
 * @param <A> what comes back from them
 */
final class Effects<E extends Effect, A> implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Effects.class);
    private static final int MOST_REASONS = 1_000;

    private final String loop;
    private final EffectRunner<E, A> runner;
    private final Runnable answered;
    private final Queue<Answer<A>> answers = new ConcurrentLinkedQueue<>();
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;

    /** Calls {@code answered} after each answer, on the effect's thread. */
    Effects(String loop, EffectRunner<E, A> runner, Runnable answered) {
        this.loop = loop;
        this.runner = runner;
        this.answered = answered;
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(loop + "-effect-", 0).factory());
    }

    void start(E effect) {
        try {
            threads.execute(() -> perform(effect));
        } catch (RejectedExecutionException e) {
            LOGGER.atDebug().addKeyValue("loop", loop).addKeyValue("effect", effect.key()).log("The loop is closing: an effect was not started");
        }
    }

    private void perform(E effect) {
        Answer<A> answer;
        try {
            answer = new Answer.Given<>(effect.key(), runner.perform(effect));
        } catch (Exception | StackOverflowError | LinkageError | OutOfMemoryError e) {
            String reason = Reasons.line(e);
            report(effect, reason, e);
            answer = new Answer.Failed<>(effect.key(), reason);
        }
        answers.add(answer);
        answered.run();
    }

    /** Once for each distinct reason, since an effect is tried again for as long as it is due. */
    private void report(E effect, String reason, Throwable failure) {
        if (!threads.isShutdown() && reported.size() < MOST_REASONS && reported.add(reason)) {
            LOGGER.atWarn().setCause(failure).addKeyValue("loop", loop).addKeyValue("effect", effect.key()).addKeyValue("reason", reason)
                    .log("An effect failed and will be tried again");
        }
    }

    boolean hasAnswers() {
        return !answers.isEmpty();
    }

    /** The answers that came in since the last call. */
    List<Answer<A>> answers() {
        List<Answer<A>> taken = new ArrayList<>();
        for (Answer<A> answer = answers.poll(); answer != null; answer = answers.poll()) {
            taken.add(answer);
        }
        return taken;
    }

    /** Interrupts what is under way and starts nothing more. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
