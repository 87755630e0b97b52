package assay.loadgen.result;

import assay.loadgen.engine.Counts;
import assay.loadgen.engine.Interval;
import assay.loadgen.engine.Outcome;
import assay.loadgen.engine.Phase;
import assay.loadgen.engine.Timing;
import assay.loadgen.engine.Watcher;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of a run, and the lines on standard error. {@code progress.jsonl}, {@code intervals.hlog} and {@code requests.jsonl.gz} grow while it
 * goes on; {@code result.json} is there when it is complete.
 */
public final class Output implements Watcher, AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final double MICROS_PER_MILLI = 1000;

    private final Path directory;
    private final boolean isTalking;
    private final Writer progress;
    private final IntervalLog intervals;
    private final Writer records;
    private final Map<Phase, Long> began = new EnumMap<>(Phase.class);

    private Output(Path directory, boolean isTalking, Writer progress, IntervalLog intervals, Writer records) {
        this.directory = directory;
        this.isTalking = isTalking;
        this.progress = progress;
        this.intervals = intervals;
        this.records = records;
    }

    /** Begins the files in a directory, which is made where it is not there. */
    public static Output in(Path directory, boolean keepsRecords, boolean isTalking) throws IOException {
        Files.createDirectories(directory);
        Files.deleteIfExists(directory.resolve("result.json"));
        Writer records = keepsRecords ? new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(directory.resolve("requests.jsonl.gz"))),
                StandardCharsets.UTF_8) : Writer.nullWriter();
        return new Output(directory, isTalking, Files.newBufferedWriter(directory.resolve("progress.jsonl")),
                new IntervalLog(directory.resolve("intervals.hlog")), records);
    }

    @Override
    public void phase(Phase phase) {
        long now = System.currentTimeMillis() * 1000;
        began.put(phase, now);
        line("{\"at\":" + now + ",\"phase\":\"" + phase.word() + "\"}");
        say(phase.word());
    }

    @Override
    public void second(Phase phase, Interval interval) {
        Timing times = interval.all();
        double p50 = times.values().getValueAtPercentile(50) / MICROS_PER_MILLI;
        double p99 = times.values().getValueAtPercentile(99) / MICROS_PER_MILLI;
        long end = (interval.second() + 1) * 1_000_000;
        line(String.format(Locale.ROOT, "{\"at\":%d,\"phase\":\"%s\",\"passed_s\":%.1f,\"sent\":%d,\"ok\":%d,\"failed\":%d,\"blocked\":%d,\"in_flight\":%d,\"output_tokens\":%d,"
                + "\"p50_ms\":%.3f,\"p99_ms\":%.3f}", end, phase.word(), (end - began.getOrDefault(phase, end)) / 1e6, interval.sent(), interval.ok(), interval.failed(),
                interval.blocked(), interval.inFlight(), interval.outputTokens(), p50, p99));
        say(String.format(Locale.ROOT, "%-7s %6d/s  p50 %.2f ms  p99 %.2f ms  %d failed  %d blocked  %d in flight", phase.word(), interval.ok(), p50, p99,
                interval.failed(), interval.blocked(), interval.inFlight()));
        intervals.write(interval);
        try {
            records.append(interval.lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the result and says its most important lines. */
    public void finish(Outcome outcome, Result result) throws IOException {
        Path aside = directory.resolve("result.json.tmp");
        Files.writeString(aside, JSON.writeValueAsString(result.tree()) + "\n");
        Files.move(aside, directory.resolve("result.json"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Counts counts = outcome.tally().counts();
        System.out.println(outcome.plan().model().text(outcome.plan().users()));
        System.out.printf(Locale.ROOT, "%d due, %d ok, %d failed, %d timed out, %d unfinished, %d never sent, %d blocked%n", outcome.due(), counts.ok(), counts.failed(),
                counts.timedOut(), counts.unfinished(), outcome.unsent(), counts.blocked());
        for (Figure figure : result.figures()) {
            System.out.printf(Locale.ROOT, "%s = %.3f %s%n", figure.name(), figure.value(), figure.unit());
        }
        counts.failures().forEach((name, failures) -> System.out.println("error " + name + ": " + failures.count() + ", such as: " + failures.sample()));
        result.checks().stream().filter(check -> !check.passed()).forEach(check -> System.out.println("problem " + check.name() + ": " + check.text()));
    }

    @Override
    public void close() throws IOException {
        progress.close();
        intervals.close();
        records.close();
    }

    private void line(String text) {
        try {
            progress.write(text + "\n");
            progress.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void say(String text) {
        if (isTalking) {
            System.err.println("loadgen: " + text);
        }
    }
}
