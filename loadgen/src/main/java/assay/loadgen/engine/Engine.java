package assay.loadgen.engine;

import assay.loadgen.driver.Driver;
import assay.loadgen.driver.User;
import assay.loadgen.schedule.Arrivals;
import assay.loadgen.schedule.Profile;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Puts a planned load on a server through a driver: connects, warms up, measures, drains, cuts. {@link #run} waits for all that on the
 * caller's thread; {@link #stop} ends it early from another.
 */
public final class Engine {
    private static final long LEAD_MICROS = 50_000;
    private static final long LEAST_PATIENCE_MILLIS = 10_000;

    private final Vertx vertx;
    private final Driver driver;
    private final LoadPlan plan;
    private final boolean keepsRecords;
    private final Watcher watcher;
    private volatile boolean isStopped;

    public Engine(Vertx vertx, Driver driver, LoadPlan plan, boolean keepsRecords, Watcher watcher) {
        this.vertx = vertx;
        this.driver = driver;
        this.plan = plan;
        this.keepsRecords = keepsRecords;
        this.watcher = watcher;
    }

    /** Ends the window now; what was measured until then is the outcome. */
    public void stop() {
        isStopped = true;
    }

    /**
     * Runs all phases but the preparation.
     *
     * @throws ExecutionException when the server cannot be used or a user cannot connect, or not in time
     */
    public Outcome run() throws ExecutionException, InterruptedException {
        List<Context> loops = loops();
        inTime(on(loops.getFirst(), driver::inspect), "the server gave no answer");
        List<User> users = users(loops);
        LoadClock clock = LoadClock.beginningAt(Math.max(plan.startAt(), LoadClock.wallMicros() + LEAD_MICROS));
        Collector collector = new Collector(loops.size());
        RecordLines lines = new RecordLines(keepsRecords, clock, plan.span());
        List<Lane> lanes = loops.stream().map(loop -> new Lane(loop, clock, plan, lines, collector::offer)).toList();
        Load load = load(clock);
        for (int i = 0; i < users.size(); i++) {
            Lane lane = lanes.get(i % lanes.size());
            lane.add(new Worker(i, users.get(i), lane, load));
        }
        lanes.forEach(lane -> lane.run(lane::begin));
        load.begin();
        return watched(clock, load, lanes, collector);
    }

    private List<Context> loops() throws ExecutionException, InterruptedException {
        List<LaneVerticle> verticles = new ArrayList<>();
        for (int i = 0; i < plan.lanes(); i++) {
            LaneVerticle verticle = new LaneVerticle();
            await(vertx.deployVerticle(verticle, new DeploymentOptions()));
            verticles.add(verticle);
        }
        return verticles.stream().map(LaneVerticle::loop).toList();
    }

    private List<User> users(List<Context> loops) throws ExecutionException, InterruptedException {
        List<Future<User>> made = new ArrayList<>();
        for (int i = 0; i < plan.users(); i++) {
            made.add(on(loops.get(i % loops.size()), () -> {
                User user = driver.user();
                return (driver.connectsFirst() ? user.connect() : Future.<Void>succeededFuture()).map(user);
            }));
        }
        List<User> users = new ArrayList<>();
        for (Future<User> user : made) {
            users.add(inTime(user, "a user could not connect"));
        }
        return users;
    }

    /** On an event loop: elsewhere an answer may have come and gone before anybody listens to it. */
    private static <T> Future<T> on(Context loop, Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        loop.runOnContext(now -> Future.<Void>succeededFuture().compose(nothing -> work.get()).onComplete(promise));
        return promise.future();
    }

    private Load load(LoadClock clock) {
        return switch (plan.model()) {
            case LoadPlan.Closed closed -> new ClosedLoad(clock, plan, closed);
            case LoadPlan.Open open -> new OpenLoad(clock, plan, new Arrivals(
                    Profile.of(open.rate(), plan.warmup().toNanos() / 1e9, plan.window().toNanos() / 1e9), open.spacing(), plan.seed()));
        };
    }

    private Outcome watched(LoadClock clock, Load load, List<Lane> lanes, Collector collector) throws ExecutionException, InterruptedException {
        Progress progress = new Progress(clock, plan, watcher);
        while (!isStopped && progress.isUnderWay()) {
            collector.collect(Lane.sweepNanos(), progress);
        }
        Window window = plan.span().endingAt(clock.now());
        boolean isInterrupted = window.end() < plan.span().end();
        Usage usage = progress.usage();
        long drained = clock.now() + plan.drain().toNanos();
        while (!isStopped && !load.isQuiet() && clock.now() < drained) {
            collector.collect(Lane.sweepNanos(), progress);
        }
        load.stop();
        Tally tally = end(lanes, window);
        collector.finish(progress);
        long due = load.due(window);
        return new Outcome(plan, clock, window, isInterrupted, plan.startAt() == 0 ? 0 : clock.originMicros() - plan.startAt(), due < 0 ? tally.counts().sent() : due,
                tally, collector.seconds(), usage, clock.drift());
    }

    private Tally end(List<Lane> lanes, Window window) throws ExecutionException, InterruptedException {
        Tally sum = new Tally(window, plan.goal());
        for (Lane lane : lanes) {
            Promise<Tally> ended = Promise.promise();
            lane.run(() -> ended.complete(lane.end()));
            sum.add(await(ended.future()));
        }
        return sum;
    }

    /** Nothing here may hang on a server that is silent: it has as long as any request, and at least a while. */
    private <T> T inTime(Future<T> future, String otherwise) throws ExecutionException, InterruptedException {
        long millis = Math.max(LEAST_PATIENCE_MILLIS, plan.timeout().toMillis());
        try {
            return future.toCompletionStage().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ExecutionException(new IllegalStateException(otherwise + " within " + millis + " ms", e));
        }
    }

    private static <T> T await(Future<T> future) throws ExecutionException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get();
    }
}
