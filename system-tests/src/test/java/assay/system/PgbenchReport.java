package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares Assay's figures of a run with one window to what pgbench itself printed. */
final class PgbenchReport {
    private static final Pattern TPS = Pattern.compile("(?m)^tps = ([0-9.]+) ");
    private static final Pattern COUNT = Pattern.compile("(?m)^number of transactions actually processed: ([0-9]+)");

    private PgbenchReport() {
    }

    static void assertEqual(Path output, RunEvents events) throws IOException {
        String summary = Files.readString(output.resolve("results/load/rep-1/summary.txt"));
        BigDecimal tps = new BigDecimal(found(TPS, summary));
        JsonNode client = new JsonMapper().readTree(Files.readString(output.resolve("report/result.json"))).findValue("clients").get(0);
        assertThat(figure(client.path("headlines"), "tps")).isEqualByComparingTo(tps);
        assertThat(client.path("operations").asLong()).isEqualTo(Long.parseLong(found(COUNT, summary)));
        assertThat(figure(events.data("workload.measured").path("measurement").path("figures"), "tps")).isEqualByComparingTo(tps);
        assertThat(figure(events.data("report.published").path("figures"), "load.tps")).isEqualByComparingTo(tps);
    }

    private static BigDecimal figure(JsonNode figures, String name) {
        return StreamSupport.stream(figures.spliterator(), false).filter(figure -> figure.path("name").asString().equals(name)).findFirst()
                .map(figure -> figure.path("value").decimalValue()).orElseThrow(() -> new AssertionError("Expected a figure " + name + " in " + figures));
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }
}
