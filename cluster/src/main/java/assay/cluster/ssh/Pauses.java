package assay.cluster.ssh;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long no further attempt to connect is made: doubling, with jitter, and long where the login was refused, since sites lock out who insists. */
final class Pauses {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration REFUSED = Duration.ofMinutes(5);

    private Pauses() {
    }

    /** After so many failures in a row, of which the last one was in these words. */
    static Duration after(int failures, String words) {
        Duration most = words.contains("Permission denied") ? REFUSED : LONGEST;
        Duration first = words.contains("Permission denied") ? FIRST.multipliedBy(30) : FIRST;
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, 10));
        Duration bounded = pause.compareTo(most) < 0 ? pause : most;
        return bounded.plusMillis(ThreadLocalRandom.current().nextLong(1 + bounded.toMillis() / 5));
    }
}
