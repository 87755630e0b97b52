package assay.core.results;

import assay.events.Copies;
import assay.events.ErrorCount;
import assay.events.Figure;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a load generator wrote of one window in its {@code result.json}, whose form {@code docs/loadgen-result.schema.json} describes. Histograms are
 * HdrHistogram V2, compressed, base64, in microseconds.
 *
 * @param load       the load model in words
 * @param start      of its window, by the clock of the client's machine
 * @param end        of its window
 * @param measured   whether any request was answered as it should be
 * @param errors     failed requests by class
 * @param figures    headline numbers, in the order to show them
 * @param failedChecks of its own work, in words
 * @param problems   what it says was wrong, in words
 * @param perSecond  requests answered in each second of Unix time
 * @param histograms times by name
 * @param kinds      latencies by kind of request
 */
public record LoadResult(String load, Instant start, Instant end, boolean measured, Counts counts, List<ErrorCount> errors, List<Figure> figures,
        List<String> failedChecks, List<String> problems, Map<Long, Long> perSecond, Map<String, Times> histograms, Map<String, Times> kinds) {
    /** Stands for a count that is not there. */
    public static final long UNCOUNTED = -1;

    public LoadResult {
        errors = List.copyOf(errors);
        figures = List.copyOf(figures);
        failedChecks = List.copyOf(failedChecks);
        problems = List.copyOf(problems);
        perSecond = Copies.ordered(perSecond);
        histograms = Copies.ordered(histograms);
        kinds = Copies.ordered(kinds);
    }

    /**
     * The requests that were due inside the window; of those that need not be there {@link #UNCOUNTED} where they are not.
     *
     * @param unsent  due and never sent
     * @param blocked sent, but later than due since no user was free
     * @param input   tokens of prompts that were answered
     * @param output  tokens of answers
     */
    public record Counts(long ok, long failed, long timedOut, long unfinished, long unsent, long blocked, long input, long output) {
        /** All that did not end as they should. */
        public long errors() {
            return failed + Math.max(0, timedOut) + Math.max(0, unfinished);
        }
    }

    /** A histogram, and how many values it is said to hold. */
    public record Times(long count, String hdr) {
    }
}
