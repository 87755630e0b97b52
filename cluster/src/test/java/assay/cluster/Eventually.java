package assay.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again until the answer is the awaited one; the last answer is given in any case, for the assertion to judge. */
public final class Eventually {
    private static final Duration PAUSE = Duration.ofMillis(150);

    private Eventually() {
    }

    /** The first answer that is as awaited, or the last one within the limit. */
    public static <T> T until(Duration limit, Supplier<T> question, Predicate<T> awaited) {
        long end = System.nanoTime() + limit.toNanos();
        T answer = question.get();
        while (!awaited.test(answer) && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = question.get();
        }
        return answer;
    }
}
