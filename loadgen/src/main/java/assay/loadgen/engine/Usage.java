package assay.loadgen.engine;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What the generator itself has used until an instant, or between two.
 *
 * @param nanos        by the monotonic clock
 * @param cpuNanos     processor time of all threads
 * @param collections  garbage collections
 * @param pausedMillis what they took together
 * @param longestPause of those that were looked at, milliseconds
 */
public record Usage(long nanos, long cpuNanos, long collections, long pausedMillis, long longestPause) {
    static Usage now() {
        long cpu = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
        long collections = 0;
        long paused = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class)) {
            collections += collector.getCollectionCount();
            paused += collector.getCollectionTime();
        }
        return new Usage(System.nanoTime(), cpu, collections, paused, lastPause());
    }

    /** The pause that was last, in milliseconds; looked at each second, it finds nearly every long one. */
    static long lastPause() {
        long longest = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class)) {
            GcInfo last = collector.getLastGcInfo();
            longest = last == null ? longest : Math.max(longest, last.getDuration());
        }
        return longest;
    }

    Usage since(Usage before, long longest) {
        return new Usage(nanos - before.nanos, cpuNanos - before.cpuNanos, collections - before.collections, pausedMillis - before.pausedMillis,
                collections == before.collections ? 0 : longest);
    }

    /** The share of so many processors that was in use. */
    public double share(int processors) {
        return nanos == 0 ? 0 : (double) cpuNanos / nanos / processors;
    }
}
