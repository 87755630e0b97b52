package assay.loadgen.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Adds up the seconds of all lanes and passes each on when every lane has given it. {@link #offer} from any thread, the rest from one. */
final class Collector {
    private final int lanes;
    private final BlockingQueue<Interval> arrived = new LinkedBlockingQueue<>();
    private final Map<Long, Interval> sums = new TreeMap<>();
    private final Map<Long, Integer> given = new TreeMap<>();
    private final List<Second> seconds = new ArrayList<>();

    Collector(int lanes) {
        this.lanes = lanes;
    }

    void offer(Interval interval) {
        arrived.add(interval);
    }

    /** Waits a moment for what comes; tells what is complete. */
    void collect(long nanos, Progress progress) throws InterruptedException {
        Interval next = arrived.poll(nanos, TimeUnit.NANOSECONDS);
        while (next != null) {
            sums.merge(next.second(), next, Collector::sum);
            if (given.merge(next.second(), 1, Integer::sum) == lanes) {
                publish(sums.remove(next.second()), progress);
            }
            next = arrived.poll();
        }
    }

    /** Tells what no other lane will add to: all lanes have ended. */
    void finish(Progress progress) throws InterruptedException {
        collect(0, progress);
        List.copyOf(sums.values()).forEach(interval -> publish(interval, progress));
        sums.clear();
    }

    List<Second> seconds() {
        return seconds;
    }

    private void publish(Interval interval, Progress progress) {
        seconds.add(Second.of(interval));
        progress.second(interval);
    }

    private static Interval sum(Interval one, Interval other) {
        one.add(other);
        return one;
    }
}
