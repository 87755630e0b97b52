package assay.log;

import assay.core.loop.Effect;
import assay.core.loop.Loop;
import assay.events.RunId;
import assay.events.Topic;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One service's loops, one for each partition of the log of record. They share what does the effects, which must be thread-safe.
 *
 * @param <E> the service's effects
 * @param <A> what comes back from them
 */
public final class LogLoops<E extends Effect, A> implements AutoCloseable {
    private final List<LogLoop<E, A>> loops = new ArrayList<>();

    /**
     * Loops that are not started yet.
     *
     * @param settings of the loop of a partition
     * @param state    makes a loop's own state, starting from nothing
     * @param failed   told when a loop ends although nobody closed it
     */
    public LogLoops(Topics topics, Function<Integer, LoopSettings> settings, Supplier<Loop<E, A>> state, EffectRunner<E, A> effects, Clock clock,
            Consumer<LoopFailure> failed) {
        for (int partition = 0; partition < topics.partitions(Topic.JOBS); partition++) {
            loops.add(new LogLoop<>(topics, settings.apply(partition), state.get(), effects, clock, failed));
        }
    }

    /** Starts all loops; completes when each has read the log to its end. */
    public Future<Void> start() {
        return Future.all(loops.stream().map(loop -> Future.fromCompletionStage(loop.start())).toList()).mapEmpty();
    }

    /** The runs that something is to be done for yet, as far as the loops have read. */
    public List<RunId> unfinished() {
        return loops.stream().flatMap(loop -> loop.unfinished().stream()).toList();
    }

    /** Ends all loops, side by side: within a second. */
    @Override
    public void close() {
        try (ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor()) {
            loops.forEach(loop -> closing.execute(loop::close));
        }
    }
}
