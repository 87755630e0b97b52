package assay.loadgen.result;

import assay.loadgen.engine.Interval;
import assay.loadgen.engine.Timing;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Response times second by second as an HdrHistogram log, in microseconds. {@code Tag=measured} holds the requests that were due inside the
 * window, so that all of those together are the result's histogram; {@code Tag=other} the rest.
 */
final class IntervalLog implements AutoCloseable {
    private static final double MICROS_PER_MILLI = 1000;

    private final HistogramLogWriter log;

    IntervalLog(Path file) throws FileNotFoundException {
        log = new HistogramLogWriter(file.toFile());
        log.outputComment("[Response times in microseconds; Interval_Max in milliseconds]");
        log.outputLogFormatVersion();
        log.outputLegend();
    }

    void write(Interval interval) {
        write("measured", interval.measured(), interval.second());
        write("other", interval.other(), interval.second());
    }

    private void write(String tag, Timing timing, long second) {
        if (timing.count() == 0) {
            return;
        }
        Histogram values = timing.values();
        values.setTag(tag);
        values.setStartTimeStamp(second * 1000);
        values.setEndTimeStamp((second + 1) * 1000);
        log.outputIntervalHistogram((double) second, second + 1.0, values, MICROS_PER_MILLI);
    }

    @Override
    public void close() {
        log.close();
    }
}
