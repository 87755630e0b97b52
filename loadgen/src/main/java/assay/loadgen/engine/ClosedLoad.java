package assay.loadgen.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Each user sends its next request when the one before has been answered and it has thought. A user that cannot connect waits a moment, so
 * that a server that is gone is not asked a million times.
 */
final class ClosedLoad implements Load {
    private static final long AFTER_NO_CONNECTION = TimeUnit.MILLISECONDS.toNanos(100);

    private final LoadClock clock;
    private final long end;
    private final int users;
    private final long think;
    private final AtomicInteger resting = new AtomicInteger();
    private volatile boolean isStopped;

    ClosedLoad(LoadClock clock, LoadPlan plan, LoadPlan.Closed model) {
        this.clock = clock;
        this.end = plan.span().end();
        this.users = plan.users();
        this.think = model.think().toNanos();
    }

    @Override
    public void begin() {
        // Each worker begins by itself when it is free.
    }

    @Override
    public void free(Worker worker) {
        long now = clock.now();
        if (isStopped || now >= end) {
            resting.incrementAndGet();
            return;
        }
        long pause = worker.hasSent() ? Math.max(think, worker.couldNotConnect() ? AFTER_NO_CONNECTION : 0) : Math.max(0, -now);
        if (pause == 0) {
            worker.start(worker.index() + worker.sent() * users, now, false);
        } else {
            worker.later(pause, () -> wake(worker, now + pause));
        }
    }

    private void wake(Worker worker, long due) {
        if (isStopped || due >= end) {
            resting.incrementAndGet();
        } else {
            worker.start(worker.index() + worker.sent() * users, due, false);
        }
    }

    @Override
    public void stop() {
        isStopped = true;
    }

    @Override
    public boolean isQuiet() {
        return resting.get() == users;
    }

    @Override
    public long due(Window window) {
        return -1;
    }
}
