package assay.loadgen.engine;

import assay.loadgen.driver.Reply;
import assay.loadgen.driver.RequestFailure;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One event loop with its workers and what it counts. Everything happens on the loop's thread; {@link #run} leads there. */
final class Lane {
    private static final long SWEEP_MILLIS = 20;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final Context context;
    private final LoadClock clock;
    private final LoadPlan plan;
    private final Window window;
    private final Tally tally;
    private final Consumer<Interval> finished;
    private final RecordLines lines;
    private final List<Worker> workers = new ArrayList<>();
    private Interval interval;
    private long sweeper;

    Lane(Context context, LoadClock clock, LoadPlan plan, RecordLines lines, Consumer<Interval> finished) {
        this.context = context;
        this.clock = clock;
        this.plan = plan;
        this.window = plan.span();
        this.lines = lines;
        this.finished = finished;
        this.tally = new Tally(window, plan.goal());
        this.interval = new Interval(second(Math.max(0, clock.now())));
    }

    LoadClock clock() {
        return clock;
    }

    long seed() {
        return plan.seed();
    }

    void add(Worker worker) {
        workers.add(worker);
    }

    void begin() {
        sweeper = context.owner().setPeriodic(SWEEP_MILLIS, id -> sweep());
        workers.forEach(Worker::begin);
    }

    /** Runs on the loop's thread, from any. */
    void run(Runnable task) {
        context.runOnContext(nothing -> task.run());
    }

    void later(long millis, Runnable then) {
        context.owner().setTimer(millis, id -> then.run());
    }

    void sent(Task task) {
        roll(task.sent());
        tally.sent(task);
        interval.countSent(task);
    }

    void ok(int user, Task task, Reply reply) {
        long end = clock.now();
        roll(end);
        long done = end;
        long ttft = 0;
        long tokens = 0;
        if (reply instanceof Reply.Streamed streamed) {
            done = clock.at(streamed.last());
            ttft = clock.at(streamed.first()) - task.due();
            tokens = streamed.output();
        }
        tally.ok(task, reply, ttft, done, end);
        interval.countOk(window.holds(task.due()), done - task.due(), tokens);
        lines.ok(interval.records(), user, task, done, reply);
    }

    void failed(int user, Task task, RequestFailure failure) {
        long end = clock.now();
        roll(end);
        tally.failed(task, failure.failureClass(), failure.getMessage(), end);
        interval.countFailed();
        lines.failed(interval.records(), user, task, end, failure.failureClass());
    }

    void timedOut(int user, Task task) {
        long end = clock.now();
        roll(end);
        tally.timedOut(task, "no answer within " + plan.timeout().toMillis() + " ms", end);
        interval.countFailed();
        lines.failed(interval.records(), user, task, end, "timeout");
    }

    void unfinished(int user, Task task) {
        long end = clock.now();
        roll(end);
        tally.unfinished(task, end);
        interval.countFailed();
        lines.failed(interval.records(), user, task, end, "unfinished");
    }

    /** Cuts what is under way and gives all that was counted. */
    Tally end() {
        context.owner().cancelTimer(sweeper);
        workers.forEach(Worker::cut);
        publish();
        return tally;
    }

    private void sweep() {
        long now = clock.now();
        roll(now);
        long sentBefore = now - plan.timeout().toNanos();
        workers.forEach(worker -> worker.giveUp(sentBefore));
    }

    private void roll(long now) {
        long second = second(now);
        while (interval.second() < second) {
            publish();
            interval = new Interval(interval.second() + 1);
        }
    }

    private void publish() {
        interval.endWith(tally.inFlight());
        finished.accept(interval);
    }

    private long second(long time) {
        return Math.floorDiv(clock.micros(time), MICROS_PER_SECOND);
    }

    /** How long a wait in the collector may be at most, so that what a lane has published is soon seen. */
    static long sweepNanos() {
        return TimeUnit.MILLISECONDS.toNanos(SWEEP_MILLIS);
    }
}
