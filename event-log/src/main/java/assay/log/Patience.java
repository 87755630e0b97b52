package assay.log;

import java.time.Duration;

/** How long a loop goes on trying: measured from the first of a row of failures, with ever longer pauses. Confined to one thread. */
final class Patience {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int MOST_DOUBLINGS = 5;
    private static final Duration SOUND = Duration.ofSeconds(30);

    private final Duration limit;
    private long liveSince;
    private boolean wasLive;
    private long failingSince;
    private int failures;

    Patience(Duration limit) {
        this.limit = limit;
    }

    /** A session came as far as deciding. */
    void live() {
        wasLive = true;
        liveSince = System.nanoTime();
    }

    /** Counts a failure; true when the time is up. A session that was sound for a while begins a new row. */
    boolean exhausted() {
        long now = System.nanoTime();
        if (failures == 0 || wasLive && now - liveSince > SOUND.toNanos()) {
            failingSince = now;
            failures = 0;
        }
        wasLive = false;
        failures++;
        return now - failingSince > limit.toNanos();
    }

    /** How long to wait before the next try. */
    Duration pause() {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    }
}
