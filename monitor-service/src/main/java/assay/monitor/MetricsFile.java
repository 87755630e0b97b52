package assay.monitor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A run's {@code metrics.csv}: one value a line, written as the run goes. A monitor that was restarted goes on behind the newest line of each
 * series, so nothing stands there twice. Thread-safe.
 */
final class MetricsFile {
    static final String NAME = "metrics.csv";
    private static final String HEADER = "time,source,job,node,step,metric,value\n";
    private static final int FIELDS = 7;
    private final Path file;
    private final Map<String, Instant> newest = new HashMap<>();

    private MetricsFile(Path file) {
        this.file = file;
    }

    /** The file of this output directory, made when it is missing. */
    static MetricsFile open(Path outputDirectory) {
        MetricsFile metrics = new MetricsFile(outputDirectory.resolve(NAME));
        try {
            Files.createDirectories(outputDirectory);
            if (!Files.exists(metrics.file)) {
                Files.writeString(metrics.file, HEADER, StandardOpenOption.CREATE_NEW);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + metrics.file + ": " + e.getMessage(), e);
        }
        metrics.rows().forEach(row -> metrics.newest.merge(row.series(), row.at(), (a, b) -> a.isAfter(b) ? a : b));
        return metrics;
    }

    /** Adds the samples that are newer than what stands there; gives those that were added. */
    synchronized List<Sample> add(List<Sample> samples) {
        StringBuilder text = new StringBuilder();
        List<Sample> added = new ArrayList<>();
        for (Sample sample : samples) {
            Instant last = newest.get(sample.series());
            if (last == null || sample.at().isAfter(last)) {
                newest.put(sample.series(), sample.at());
                added.add(sample);
                sample.values().forEach((metric, value) -> text.append(line(sample, metric, value)));
            }
        }
        try {
            Files.writeString(file, text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
        }
        return added;
    }

    private static String line(Sample sample, String metric, double value) {
        return String.format(Locale.ROOT, "%d.%03d,%s,%s,%s%n", sample.at().getEpochSecond(), sample.at().getNano() / 1_000_000, sample.series(), metric,
                number(value));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }

    /** One line. */
    record Row(Instant at, String source, String job, String node, String step, String metric, double value) {
        String series() {
            return source + "," + job + "," + node + "," + step;
        }
    }

    /** Every line that can be read, in file order. */
    synchronized List<Row> rows() {
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.skip(1).map(line -> line.split(",", -1)).filter(fields -> fields.length == FIELDS).map(MetricsFile::row).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Row row(String[] fields) {
        Instant at = Instant.ofEpochMilli(Math.round(Double.parseDouble(fields[0]) * 1000));
        return new Row(at, fields[1], fields[2], fields[3], fields[4], fields[5], Double.parseDouble(fields[6]));
    }

    /** Where it is. */
    Path path() {
        return file;
    }
}
