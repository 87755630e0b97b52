package assay.log;

import assay.core.loop.Effect;
import assay.core.loop.Loop;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.Host.Surroundings;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One service's loops, one for each partition of the log of record that is this instance's. A partition that comes back is begun anew, from
 * nothing: meanwhile another instance worked on it.
 *
 * @param <E> the service's effects
 * @param <A> what comes back from them
 */
public final class LogLoops<E extends Effect, A> implements AutoCloseable {
    private final Surroundings surroundings;
    private final Function<Integer, LoopSettings> settings;
    private final Supplier<Loop<E, A>> state;
    private final Supplier<EffectRunner<E, A>> effects;
    private final Clock clock;
    private final Optional<Membership> membership;
    private final Map<Integer, LogLoop<E, A>> loops = new ConcurrentSkipListMap<>();

    /**
     * Loops that are not started yet.
     *
     * @param surroundings say whose the partitions are, and are told when a loop ends although nobody closed it
     * @param settings     of the loop of a partition
     * @param state        makes a loop's own state, starting from nothing
     * @param effects      makes what does a loop's effects, starting from nothing too
     */
    public LogLoops(Surroundings surroundings, Function<Integer, LoopSettings> settings, Supplier<Loop<E, A>> state, Supplier<EffectRunner<E, A>> effects, Clock clock) {
        this.surroundings = surroundings;
        this.settings = settings;
        this.state = state;
        this.effects = effects;
        this.clock = clock;
        this.membership = switch (surroundings.sharing()) {
            case Sharing.Alone() -> Optional.empty();
            case Sharing.Group group -> Optional.of(new Membership(surroundings.topics(), settings.apply(0).writer(), group, settings.apply(0).patience(), new Shared(),
                    surroundings.failed()));
        };
    }

    /** Starts all loops that are this instance's; completes when each has read the log to its end. */
    public Future<Void> start() {
        return Future.fromCompletionStage(membership.map(Membership::start).orElseGet(this::startAll));
    }

    private CompletableFuture<Void> startAll() {
        return open(IntStream.range(0, surroundings.topics().partitions(Topic.JOBS)).boxed().toList(), partition -> Claim.UNDISPUTED);
    }

    private CompletableFuture<Void> open(Collection<Integer> partitions, Function<Integer, Claim> claims) {
        return CompletableFuture.allOf(partitions.stream().map(partition -> {
            LogLoop<E, A> loop = new LogLoop<>(surroundings.topics(), settings.apply(partition), state.get(), effects.get(), clock, claims.apply(partition),
                    failure -> failed(partition, failure));
            loops.put(partition, loop);
            return loop.start();
        }).toArray(CompletableFuture<?>[]::new));
    }

    private void failed(int partition, LoopFailure failure) {
        membership.filter(group -> failure.takenOver()).ifPresentOrElse(group -> group.takenOver(partition), () -> surroundings.failed().accept(failure));
    }

    /** The runs that something is to be done for yet, as far as the loops have read. */
    public List<RunId> unfinished() {
        return loops.values().stream().flatMap(loop -> loop.unfinished().stream()).toList();
    }

    /** Ends all loops, side by side: within a second where they are this instance's alone. */
    @Override
    public void close() {
        membership.ifPresent(Membership::close);
        close(List.copyOf(loops.keySet()));
    }

    private void close(Collection<Integer> partitions) {
        try (ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor()) {
            partitions.stream().map(loops::remove).filter(Objects::nonNull).forEach(loop -> closing.execute(loop::close));
        }
    }

    /** The loops of the partitions that a group gives to this instance. */
    private final class Shared implements Membership.Holder {
        @Override
        public CompletableFuture<Void> take(Collection<Integer> partitions) {
            return open(partitions, partition -> () -> membership.orElseThrow().holds(partition));
        }

        @Override
        public void give(Collection<Integer> partitions) {
            close(partitions);
        }
    }
}
