package assay.report;

import static assay.report.Tables.table;

import assay.core.report.ClientResult;
import assay.core.report.ConditionResult;
import assay.core.report.Headline;
import assay.core.report.Numbers;
import assay.core.report.Replica;
import assay.core.report.Report;
import assay.core.report.Spread;
import assay.core.report.Window;
import assay.core.results.Range;
import assay.core.results.TimingFigure;
import assay.events.Figure;
import assay.events.Measurement;
import assay.report.Document.Card;
import assay.report.Document.Chart;
import assay.report.Document.Section;
import assay.report.Document.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What was measured: the headline numbers, the figures over all windows with the conditions on them, and every window. */
final class Figures {
    private static final Set<String> CARDS = Set.of("latency_p50", "latency_p95", "latency_p99", "ttft_p50", "ttft_p99", "tpot_p50", "tpot_p99", "output_tokens_per_second", "goodput",
            "errors");
    private static final int MOST_CARDS = 12;
    private static final int MOST_OWN_CARDS = 6;
    /** Figures that stand among a window's counts already. */
    private static final Set<String> COUNTS = Set.of("operations", "errors");
    /** Times that loadgen measures beside the latency. */
    private static final Set<String> OTHER_TIMES = Set.of("ttft", "tpot", "itl", "service_time", "schedule_delay", "pacing_delay");
    private static final String NOT_COUNTED = "not counted";
    private final Report report;
    private final Charts charts;

    Figures(Report report, Charts charts) {
        this.report = report;
        this.charts = charts;
    }

    List<Card> cards() {
        List<Card> cards = new ArrayList<>();
        for (ClientResult client : report.clients()) {
            String prefix = report.clients().size() > 1 ? client.client() + " " : "";
            boolean known = client.headlines().stream().anyMatch(headline -> headline.name().startsWith("latency_p"));
            client.headlines().stream().filter(headline -> !known || headline == client.headlines().getFirst() || CARDS.contains(headline.name()))
                    .limit(known ? MOST_CARDS : MOST_OWN_CARDS)
                    .forEach(headline -> cards.add(new Card(prefix + words(headline.name()), Numbers.value(headline.value()), Numbers.unit(headline.unit()), note(client, headline))));
        }
        return cards;
    }

    /** A latency says nothing without the load under which it was measured. */
    private static String note(ClientResult client, Headline headline) {
        return spread(headline) + (TimingFigure.of(headline.name()).isPresent() && !client.loadModel().isEmpty() ? "; " + client.loadModel() : "");
    }

    private static String spread(Headline headline) {
        if (headline.range().windows() == 1) {
            return "1 window";
        }
        if (headline.range().windows() == 0) {
            return "all windows merged";
        }
        return headline.basis() == Headline.Basis.SUM ? "sum of " + headline.range().windows() + " windows"
                : Numbers.value(headline.range().min()) + " – " + Numbers.value(headline.range().max()) + " over " + headline.range().windows() + " windows";
    }

    Section figures() {
        List<Table> tables = new ArrayList<>();
        for (ClientResult client : report.clients()) {
            tables.addAll(figures(client));
            tables.addAll(TimingTables.of(client));
        }
        tables.addAll(ErrorTable.of(report));
        Tables slo = table("Conditions (SLO)", "condition", "measured", "over", "met");
        for (ConditionResult result : report.slo()) {
            slo.marked(result.met() ? "pass" : "invalid", result.condition(), result.measured(), result.over(), result.met() ? "yes" : "no");
        }
        tables.addAll(0, slo.done());
        List<Chart> drawn = new ArrayList<>(charts.throughput());
        drawn.addAll(charts.latency());
        return new Section("figures", "Figures", report.clients().isEmpty() ? List.of("Nothing was measured.") : List.of(), drawn, tables, List.of());
    }

    private static List<Table> figures(ClientResult client) {
        Tables table = table("Figures of client " + over(client), "figure", "#value", "unit", "how", "#smallest window", "#median window", "#largest window", "#interval of the median");
        for (Headline headline : client.headlines().stream().filter(headline -> !besides(headline.name())).toList()) {
            Range range = headline.range();
            boolean ofWindows = range.windows() > 0;
            table.row(words(headline.name()), Numbers.value(headline.value()), headline.unit(), words(headline.basis()), ofWindows ? Numbers.value(range.min()) : "",
                    ofWindows ? Numbers.value(range.median()) : "", ofWindows ? Numbers.value(range.max()) : "", interval(headline));
        }
        for (Spread spread : client.spreads()) {
            table.row(words(spread.name()), "", spread.unit(), "no single number: range over replicas", Numbers.value(spread.min()), "", Numbers.value(spread.max()), "");
        }
        return table.done();
    }

    /** The client, how many windows, and under which load. */
    static String over(ClientResult client) {
        return client.client() + " over " + (client.windows() == 1 ? "1 window" : client.windows() + " windows")
                + (!client.loadModel().isEmpty() ? "; " + client.loadModel() : client.replicas() > 1 ? ", each of " + client.replicas() + " replicas" : "");
    }

    /** Whether it tells of another time than the latency: these stand in a table of their own. */
    private static boolean besides(String figure) {
        return TimingFigure.of(figure).filter(named -> OTHER_TIMES.contains(named.timing())).isPresent();
    }

    private static String interval(Headline headline) {
        return headline.interval().stream().map(interval -> Numbers.value(interval.low()) + " – " + Numbers.value(interval.high())
                + String.format(Locale.ROOT, " (%.1f %%)", Math.floor(1000 * interval.level()) / 10)).findFirst().orElse("");
    }

    Section windows() {
        Set<String> names = new LinkedHashSet<>();
        all().map(Figure::name).filter(name -> !COUNTS.contains(name) && !besides(name)).forEach(names::add);
        List<String> columns = new ArrayList<>(List.of("client", "#window", "#start (UTC)", "#length", "#operations", "#failed", "#skipped"));
        names.forEach(name -> columns.add("#" + words(name.replaceFirst("^latency_", "")) + unit(name)));
        columns.add("measured");
        boolean replicas = report.windows().stream().anyMatch(window -> window.replicas().size() > 1);
        Tables table = table("Every window" + (replicas ? ", and below it what each replica gave" : "")
                + (names.stream().anyMatch(name -> name.startsWith("latency_")) ? "; avg, p50, p95, p99 and max are latencies" : ""), columns.toArray(String[]::new));
        for (Window window : report.windows()) {
            table.marked(window.measurement().measured() ? "" : "invalid", row(window.client(), window, window.measurement(), window.seconds(), names));
            if (window.replicas().size() > 1) {
                for (Replica replica : window.replicas()) {
                    table.marked("part", row(replica.job().value(), window, replica.measurement(), replica.seconds(), names));
                }
            }
        }
        List<Table> tables = new ArrayList<>(table.done());
        tables.addAll(TimingTables.ofWindows(report));
        return new Section("windows", "Windows", List.of(), List.of(), tables, List.of());
    }

    private static String[] row(String who, Window window, Measurement measurement, double seconds, Set<String> names) {
        boolean began = measurement.start().isAfter(Instant.EPOCH);
        List<String> cells = new ArrayList<>(List.of(who, String.valueOf(window.repetition()),
                began ? Times.clock(measurement.start()) : "", seconds > 0 ? Numbers.seconds(seconds) : began ? "did not end" : "",
                count(measurement, measurement.operations()), count(measurement, measurement.failed()), count(measurement, measurement.skipped())));
        names.forEach(name -> cells.add(measurement.figures().stream().filter(figure -> figure.name().equals(name)).findFirst().map(figure -> Numbers.value(figure.value()))
                .or(() -> who.equals(window.client()) ? spread(window, name) : Optional.empty()).orElse("n/a")));
        cells.add(measurement.measured() ? measurement.problems().isEmpty() ? "yes" : "yes, but " + String.join("; ", measurement.problems())
                : "no: " + String.join("; ", measurement.problems()));
        return cells.toArray(String[]::new);
    }

    private static Optional<String> spread(Window window, String name) {
        return window.spreads().stream().filter(spread -> spread.name().equals(name)).findFirst()
                .map(spread -> Numbers.value(spread.min()) + " – " + Numbers.value(spread.max()));
    }

    private static String count(Measurement measurement, long count) {
        return !measurement.measured() ? "" : count < 0 ? NOT_COUNTED : Numbers.count(count);
    }

    /** Of every replica and, behind them, of the windows that they make together. */
    private Stream<Figure> all() {
        return report.windows().stream().flatMap(window -> Stream.concat(window.replicas().stream().map(Replica::measurement), Stream.of(window.measurement())))
                .flatMap(measurement -> measurement.figures().stream());
    }

    private String unit(String name) {
        return all().filter(figure -> figure.name().equals(name)).findFirst().map(figure -> figure.unit().isEmpty() ? "" : " (" + figure.unit() + ")").orElse("");
    }

    private static String words(Headline.Basis basis) {
        return switch (basis) {
            case ONE_WINDOW -> "one window";
            case MEDIAN -> "median of the windows";
            case MERGED -> "all windows merged";
            case SUM -> "sum of the windows";
            case LARGEST -> "largest of the windows";
            case SMALLEST -> "smallest of the windows";
        };
    }

    static String words(String figure) {
        return figure.replace('_', ' ').replaceFirst("^ttft\\b", "TTFT").replaceFirst("^tpot\\b", "TPOT").replaceFirst("^itl\\b", "ITL");
    }
}
