package assay.cli;

import assay.cli.JobTiming.Part;
import assay.cli.RunTiming.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tells where a run's time went, to people and to programs. Pure. */
record TimingText(String shortId, RunTiming timing) {
    private static final double MILLIS = 1000.0;

    /** For people: all times in seconds. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("run " + shortId + "   " + seconds(timing.total()) + " s in all; seconds of each job, from what it waited for to its end");
        lines.addAll(jobs());
        lines.add("the critical path");
        Table path = new Table(List.of("SECONDS", "SHARE", "STEP"), Set.of(0, 1));
        timing.path().forEach(step -> path.row(List.of(seconds(step.time()), share(step), step.what())));
        path.row(List.of(seconds(timing.total()), "", "in all"));
        lines.addAll(path.lines("  "));
        return lines;
    }

    private List<String> jobs() {
        List<Part> parts = Arrays.stream(Part.values()).filter(part -> timing.jobs().stream().anyMatch(job -> !job.time(part).isZero())).toList();
        List<String> header = new ArrayList<>(parts.stream().map(part -> part.word().toUpperCase(Locale.ROOT)).toList());
        header.addAll(List.of("IN ALL", "JOB"));
        Table table = new Table(header, IntStream.rangeClosed(0, parts.size()).boxed().collect(Collectors.toSet()));
        for (JobTiming job : timing.jobs()) {
            List<String> row = new ArrayList<>(parts.stream().map(part -> seconds(job.time(part))).toList());
            row.add(seconds(job.total()));
            row.add(job.token().job() + (job.token().attempt() > 1 ? " (attempt " + job.token().attempt() + ")" : ""));
            table.row(row);
        }
        return table.lines("  ");
    }

    private String share(Step step) {
        return timing.total().isZero() ? "" : Math.round(100.0 * step.time().toMillis() / timing.total().toMillis()) + " %";
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f", time.toMillis() / MILLIS);
    }

    /** For programs. */
    Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("totalSeconds", timing.total().toMillis() / MILLIS);
        object.put("jobs", timing.jobs().stream().map(TimingText::object).toList());
        object.put("criticalPath", timing.path().stream().map(step -> Map.of("step", step.what(), "seconds", step.time().toMillis() / MILLIS)).toList());
        return object;
    }

    private static Map<String, Object> object(JobTiming job) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("job", job.token().job().value());
        object.put("attempt", job.token().attempt());
        for (Part part : Part.values()) {
            object.put(part.word(), job.time(part).toMillis() / MILLIS);
        }
        object.put("totalSeconds", job.total().toMillis() / MILLIS);
        return object;
    }
}
