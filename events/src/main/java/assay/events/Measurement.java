package assay.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one client's window gave.
 *
 * @param measured   false when the window happened but nothing in it could be measured; {@code problems} says why
 * @param start      of the window, client's clock
 * @param end        of the window, client's clock
 * @param operations completed without error; -1 where the client does not count them
 * @param failed     operations that failed; -1 where the client does not count them
 * @param skipped    operations that were due but not sent
 * @param figures    headline numbers, in the order to show them
 * @param latency    latencies as an HdrHistogram V2 compressed, base64, in microseconds; empty when there is none
 * @param series     operations completed in each second of the window, from its start
 * @param loadModel  {@code closed} or {@code open}, with the number of users or the rate, to stand beside every latency
 * @param problems   what was wrong with it, in words; empty when nothing was
 * @param timings    further times by name, such as {@code ttft}, in the form of {@code latency}
 * @param errors     failed operations by class; empty where the client does not tell them apart
 */
public record Measurement(boolean measured, Instant start, Instant end, long operations, long failed, long skipped, List<Figure> figures,
        String latency, List<Long> series, String loadModel, List<String> problems, Map<String, String> timings, List<ErrorCount> errors) {
    public Measurement {
        figures = List.copyOf(figures);
        series = List.copyOf(series);
        problems = List.copyOf(problems);
        timings = Copies.ordered(timings);
        errors = List.copyOf(errors);
    }

    /** One without further times and classes of errors. */
    public Measurement(boolean measured, Instant start, Instant end, long operations, long failed, long skipped, List<Figure> figures, String latency,
            List<Long> series, String loadModel, List<String> problems) {
        this(measured, start, end, operations, failed, skipped, figures, latency, series, loadModel, problems, Map.of(), List.of());
    }

    /** A window in which nothing was measured. */
    public static Measurement nothing(Instant start, Instant end, String why) {
        return new Measurement(false, start, end, 0, 0, 0, List.of(), "", List.of(), "", List.of(why));
    }

    /** The same with these figures and problems in the place of its own. */
    public Measurement with(List<Figure> otherFigures, List<String> otherProblems) {
        return new Measurement(measured, start, end, operations, failed, skipped, otherFigures, latency, series, loadModel, otherProblems, timings, errors);
    }
}
