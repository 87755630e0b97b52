package assay.core.results;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * pgbench's per-transaction logs of one window, all threads together: every completed transaction's latency, sorted, in microseconds, and
 * how many completed in each second of the window.
 *
 * @param sorted     latencies in ascending order; not to be changed
 * @param perSecond  completions in each second from the start of the window
 * @param failed     lines whose latency is {@code failed}, {@code serialization} or {@code deadlock}
 * @param skipped    lines whose latency is {@code skipped}
 * @param outside    completions that lie outside the window
 * @param unreadable lines that have another form
 */
record TransactionLog(long[] sorted, List<Long> perSecond, long failed, long skipped, long outside, long unreadable) {
    private static final long LONGEST_SERIES = 86_400;

    /** Reads the logs of a window. */
    static TransactionLog read(List<Iterable<String>> logs, Instant start, Instant end) {
        Reader reader = new Reader(start, end);
        logs.forEach(log -> log.forEach(reader::take));
        return reader.close();
    }

    /** The arithmetic mean in microseconds; not finite when there is none. */
    double mean() {
        return Arrays.stream(sorted).average().orElse(Double.NaN);
    }

    /** Collects the lines; confined to one call of {@link TransactionLog#read}. */
    private static final class Reader {
        private static final int FEWEST_COLUMNS = 6;
        private final long startMicros;
        private final long windowMicros;
        private final List<Long> perSecond;
        private long[] latencies = new long[1024];
        private int count;
        private long failed;
        private long skipped;
        private long outside;
        private long unreadable;

        Reader(Instant start, Instant end) {
            this.startMicros = ChronoUnit.MICROS.between(Instant.EPOCH, start);
            this.windowMicros = Math.max(0, Duration.between(start, end).toNanos() / 1000);
            long seconds = Math.min(LONGEST_SERIES, (windowMicros + 999_999) / 1_000_000);
            this.perSecond = new ArrayList<>(Collections.nCopies((int) seconds, 0L));
        }

        void take(String line) {
            String[] columns = line.split(" ");
            if (columns.length < FEWEST_COLUMNS) {
                unreadable++;
                return;
            }
            switch (columns[2]) {
                case "failed", "serialization", "deadlock" -> failed++;
                case "skipped" -> skipped++;
                default -> completed(columns);
            }
        }

        private void completed(String[] columns) {
            try {
                long latency = Long.parseLong(columns[2]);
                count(Long.parseLong(columns[4]) * 1_000_000 + Long.parseLong(columns[5]) - startMicros);
                if (count == latencies.length) {
                    latencies = Arrays.copyOf(latencies, count * 2);
                }
                latencies[count++] = latency;
            } catch (NumberFormatException e) {
                unreadable++;
            }
        }

        private void count(long sinceStart) {
            if (sinceStart < 0 || sinceStart > windowMicros) {
                outside++;
                return;
            }
            long second = sinceStart / 1_000_000;
            if (second < perSecond.size()) {
                perSecond.set((int) second, perSecond.get((int) second) + 1);
            }
        }

        TransactionLog close() {
            long[] sorted = Arrays.copyOf(latencies, count);
            Arrays.sort(sorted);
            return new TransactionLog(sorted, List.copyOf(perSecond), failed, skipped, outside, unreadable);
        }
    }
}
