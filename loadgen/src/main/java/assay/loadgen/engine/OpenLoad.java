package assay.loadgen.engine;

import assay.loadgen.schedule.Arrivals;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests are sent when they are due, whatever the server does. A thread of its own sleeps until the next is due and hands it to a user
 * that is free. When none is, the request waits, marked as blocked, and the first user that becomes free takes it: none is dropped and the
 * schedule goes on. The user that was free last is taken first, so that a small load uses few connections.
 *
 * <p>What waits needs no memory: it is what lies between the next instant of the schedule and now.
 */
final class OpenLoad implements Load {
    private final LoadClock clock;
    private final Arrivals arrivals;
    private final Window window;
    private final int users;
    private final Deque<Worker> idle = new ArrayDeque<>();
    private final Thread pacer = new Thread(this::pace, "pacer");
    private long due;
    private long number;
    private long taken;
    private boolean isStarved;
    private volatile boolean isStopped;

    OpenLoad(LoadClock clock, LoadPlan plan, Arrivals arrivals) {
        this.clock = clock;
        this.arrivals = arrivals;
        this.window = plan.span();
        this.users = plan.users();
        this.due = arrivals.next();
        pacer.setDaemon(true);
    }

    @Override
    public void begin() {
        pacer.start();
    }

    @Override
    public void free(Worker worker) {
        long its;
        long which;
        synchronized (this) {
            if (isStopped || !idle.isEmpty() || due > clock.now()) {
                idle.push(worker);
                wakeStarved();
                return;
            }
            its = due;
            which = number;
            advance();
        }
        worker.start(which, its, true);
    }

    private void wakeStarved() {
        if (isStarved) {
            isStarved = false;
            LockSupport.unpark(pacer);
        }
    }

    private void advance() {
        if (window.holds(due)) {
            taken++;
        }
        number++;
        due = arrivals.next();
    }

    private void pace() {
        long pause = 0;
        while (!isStopped && pause >= 0) {
            if (pause > 0) {
                LockSupport.parkNanos(pause);
            }
            pause = handOver();
        }
    }

    /** Hands over what is due; gives how long to sleep then, and -1 when there is nothing more. */
    private long handOver() {
        while (true) {
            Worker worker;
            long its;
            long which;
            synchronized (this) {
                if (due == Arrivals.NONE) {
                    return -1;
                }
                long ahead = due - clock.now();
                isStarved = ahead <= 0 && idle.isEmpty();
                if (ahead > 0 || isStarved) {
                    return isStarved ? Long.MAX_VALUE : ahead;
                }
                worker = idle.pop();
                its = due;
                which = number;
                advance();
            }
            worker.startSoon(which, its);
        }
    }

    @Override
    public void stop() {
        isStopped = true;
        LockSupport.unpark(pacer);
    }

    @Override
    public synchronized boolean isQuiet() {
        return (isStopped || due == Arrivals.NONE) && idle.size() == users;
    }

    /** Those that were taken, and those that are due and still wait. */
    @Override
    public synchronized long due(Window until) {
        long all = taken;
        while (due != Arrivals.NONE && due < until.end()) {
            if (until.holds(due)) {
                all++;
            }
            due = arrivals.next();
        }
        return all;
    }
}
