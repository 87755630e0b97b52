package assay.server;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Ends a background server when no run was under way for some time. */
final class IdleWatch {
    private static final Duration LOOK = Duration.ofSeconds(5);
    private final Duration patience;
    private final BooleanSupplier busy;
    private final Runnable end;
    private Duration idle = Duration.ZERO;

    /**
     * Watches nothing yet.
     *
     * @param busy whether something is to be done for a run
     * @param end  called when that was not so for as long as the patience lasts
     */
    IdleWatch(Duration patience, BooleanSupplier busy, Runnable end) {
        this.patience = patience;
        this.busy = busy;
        this.end = end;
    }

    /** Watches from now on, on one Vert.x context. */
    void start(Vertx vertx) {
        vertx.setPeriodic(LOOK.toMillis(), timer -> look());
    }

    private void look() {
        idle = busy.getAsBoolean() ? Duration.ZERO : idle.plus(LOOK);
        if (idle.compareTo(patience) >= 0) {
            end.run();
        }
    }
}
