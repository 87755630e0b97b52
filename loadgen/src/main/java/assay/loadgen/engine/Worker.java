package assay.loadgen.engine;

import assay.loadgen.driver.Failures;
import assay.loadgen.driver.Reply;
import assay.loadgen.driver.Request;
import assay.loadgen.driver.RequestFailure;
import assay.loadgen.driver.User;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/**
 * Drives one user: sends, sees the answer or gives up, says so to the lane, and asks the load what to do next. All on the lane's thread but
 * {@link #startSoon}.
 */
final class Worker {
    private final int index;
    private final User user;
    private final Lane lane;
    private final Load load;
    private Task task;
    private long sent;
    private boolean isSending;
    private boolean couldNotConnect;
    private boolean isCut;

    Worker(int index, User user, Lane lane, Load load) {
        this.index = index;
        this.user = user;
        this.lane = lane;
        this.load = load;
    }

    int index() {
        return index;
    }

    /** How many requests it has sent. */
    long sent() {
        return sent;
    }

    boolean hasSent() {
        return sent > 0;
    }

    boolean couldNotConnect() {
        return couldNotConnect;
    }

    Future<Void> connect() {
        return user.connect();
    }

    void begin() {
        load.free(this);
    }

    /** From another thread: starts on the lane's. */
    void startSoon(long number, long due) {
        lane.run(() -> start(number, due, false));
    }

    void later(long nanos, Runnable then) {
        lane.later(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)), then);
    }

    void start(long number, long due, boolean isBlocked) {
        if (isCut) {
            return;
        }
        Task its = new Task(number, due, lane.clock().now(), isBlocked);
        task = its;
        sent++;
        lane.sent(its);
        isSending = true;
        user.request(Request.of(lane.seed(), number)).onComplete(result -> ended(its, result));
        isSending = false;
    }

    private void ended(Task its, AsyncResult<Reply> result) {
        if (task != its) {
            return;
        }
        task = null;
        couldNotConnect = false;
        if (result.succeeded()) {
            lane.ok(index, its, result.result());
        } else {
            RequestFailure failure = Failures.of(result.cause());
            couldNotConnect = failure.failureClass().equals(Failures.CONNECT);
            lane.failed(index, its, failure);
        }
        next();
    }

    /** An answer that was there at once would otherwise be asked for deeper and deeper. */
    private void next() {
        if (isSending) {
            lane.run(() -> load.free(this));
        } else {
            load.free(this);
        }
    }

    /** Gives the request up when it was sent before this time. */
    void giveUp(long sentBefore) {
        Task its = task;
        if (its != null && its.sent() < sentBefore) {
            task = null;
            user.abort();
            lane.timedOut(index, its);
            next();
        }
    }

    /** The run is over: what is under way is cut. */
    void cut() {
        Task its = task;
        task = null;
        isCut = true;
        if (its != null) {
            lane.unfinished(index, its);
        }
        user.abort();
    }
}
