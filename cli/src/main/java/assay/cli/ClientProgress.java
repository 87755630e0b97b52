package assay.cli;

import assay.events.JobEvent.JobReported;
import assay.events.MetricEvent.ProgressReported;
import assay.events.PlannedJob;
import assay.events.recipe.ClientSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a client is in its windows, as words and a bar. Pure.
 *
 * @param room characters that it may have: where there are few, the bar is shorter, or is left out
 */
record ClientProgress(PlannedJob plan, Optional<ClientSpec> spec, Optional<ProgressReported> progress, Instant now, int room) {
    private static final int BAR = 14;
    private static final int SHORTEST_BAR = 3;
    private static final String MEASURE = "measure";
    private static final String PASSED = "passed_s";
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})([smh]?)");

    /** In the phase that it said last. */
    String words(JobReported phase) {
        String said = phase.details().getOrDefault("phase", "");
        Optional<ProgressReported> own = progress.filter(report -> said.equals(MEASURE) && report.values().containsKey(PASSED)
                && String.valueOf(report.repetition()).equals(phase.details().get("repetition")));
        String name = own.map(ProgressReported::phase).orElse(said.equals(MEASURE) && warmsUpItself() ? "start" : said);
        boolean window = said.equals("warmup") || said.startsWith(MEASURE);
        String repetition = window && plan.windows() > 1 ? "rep " + phase.details().getOrDefault("repetition", "?") + "/" + plan.windows() + "  " : "";
        String speed = said.equals(MEASURE) ? progress.map(ClientProgress::speed).orElse("") : "";
        return repetition + name + passed(own.map(ClientProgress::since).orElse(phase.at()), name, room - repetition.length() - name.length() - speed.length()) + speed;
    }

    /** A client that warms up in its own process says itself when a phase of it began. */
    private boolean warmsUpItself() {
        return spec.filter(client -> client.results().equals("loadgen")).isPresent();
    }

    private static Instant since(ProgressReported report) {
        return report.at().minusMillis(Math.round(report.values().get(PASSED) * 1000));
    }

    private String passed(Instant since, String phase, int place) {
        long planned = switch (phase) {
            case MEASURE -> seconds("duration");
            case "warmup" -> seconds("warmup");
            default -> 0;
        };
        if (planned == 0) {
            return "";
        }
        long passed = Math.clamp(Duration.between(since, now).toSeconds(), 0, planned);
        String counted = " " + passed + "/" + planned + " s";
        int length = Math.min(BAR, place - counted.length() - 1);
        return (length < SHORTEST_BAR ? "" : " " + bar(length, (double) passed / planned)) + counted;
    }

    private static String bar(int length, double part) {
        int halves = (int) (2 * length * part);
        return "━".repeat(halves / 2) + "╸".repeat(halves % 2) + "─".repeat(length - halves / 2 - halves % 2);
    }

    private long seconds(String parameter) {
        return spec.map(client -> seconds(client.with(), parameter)).orElse(0L);
    }

    private static long seconds(Map<String, String> with, String parameter) {
        Matcher form = SPAN.matcher(with.getOrDefault(parameter, ""));
        return form.matches() ? Long.parseLong(form.group(1)) * switch (form.group(2)) {
            case "h" -> Duration.ofHours(1).toSeconds();
            case "m" -> Duration.ofMinutes(1).toSeconds();
            default -> 1;
        } : 0;
    }

    private static String speed(ProgressReported report) {
        String rate = Optional.ofNullable(report.values().get("tps")).map(tps -> String.format(Locale.ROOT, "   %,.0f tps", tps).replace(',', ' ')).orElse("");
        return rate + value(report, "latency_ms", "   mean %.1f ms") + value(report, "p99_ms", "   p99 %.1f ms");
    }

    private static String value(ProgressReported report, String name, String form) {
        return Optional.ofNullable(report.values().get(name)).map(value -> String.format(Locale.ROOT, form, value)).orElse("");
    }
}
