package assay.report;

import static assay.report.Tables.table;

import assay.core.report.Check;
import assay.core.report.ClientResult;
import assay.core.report.Failure;
import assay.core.report.Headline;
import assay.core.report.Numbers;
import assay.core.report.Report;
import assay.core.report.Window;
import assay.events.Figure;
import assay.events.JobEvent.Evidence;
import assay.events.JobEvent.SloResult;
import assay.report.Document.Card;
import assay.report.Document.Chart;
import assay.report.Document.Listing;
import assay.report.Document.Section;
import assay.report.Document.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Says what stands in a report and in which order: the verdict and figures here, the run's circumstances in {@link Circumstances}. */
final class Contents {
    private final Report report;
    private final Circumstances circumstances;
    private final Charts charts;

    Contents(Report report, String recipe) {
        this.report = report;
        this.circumstances = new Circumstances(report, recipe);
        this.charts = new Charts(report);
    }

    Document document(Instant generated) {
        List<Section> sections = new ArrayList<>(List.of(failures(), figures(), windows(), validity(),
                new Section("timeline", "Timeline", List.of(), charts.timeline(), circumstances.timeline(), List.of()),
                new Section("efficiency", "Node-seconds", List.of(circumstances.nodeSeconds()), List.of(), circumstances.efficiency(), List.of()),
                new Section("metrics", "Resource usage", circumstances.metricGaps(), charts.metrics(), circumstances.metrics(), List.of()),
                new Section("environment", "Environment", List.of(), List.of(), circumstances.environment(), List.of()),
                new Section("jobs", "Jobs and clean-up", circumstances.cleanupNotes(), List.of(), circumstances.jobs(), List.of()),
                new Section("recipe", "Recipe and scripts", List.of(), List.of(), circumstances.checksums(), circumstances.listings()),
                new Section("artifacts", "Artifacts", List.of(), List.of(), circumstances.artifacts(), List.of()),
                new Section("method", "Method", Method.notes(report), List.of(), List.of(), List.of())));
        sections.removeIf(Section::empty);
        String verdict = report.verdict().name();
        return new Document(report.header().name(), report.header().description(), facts(), verdict, verdict.toLowerCase(Locale.ROOT), evidence(), report.reasons(), cards(), sections,
                generated.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** What a reader needs beside the figures: which run, where, when, and under which load. */
    private List<String> facts() {
        List<String> facts = new ArrayList<>(List.of("run " + report.header().run(), report.header().outcome().toLowerCase(Locale.ROOT)));
        if (!report.header().cluster().isEmpty()) {
            facts.add("cluster " + report.header().cluster());
        }
        facts.add("requested " + report.header().requested().truncatedTo(ChronoUnit.SECONDS));
        facts.add("took " + Numbers.seconds(report.timeline().timings().getLast().seconds()));
        report.clients().forEach(client -> facts.add("load of " + client.client() + ": " + client.loadModel()));
        return facts;
    }

    private String evidence() {
        return report.evidence() == Evidence.REPORTABLE ? "reportable" : "first look";
    }

    private List<Card> cards() {
        List<Card> cards = new ArrayList<>();
        for (ClientResult client : report.clients()) {
            String prefix = report.clients().size() > 1 ? client.client() + " " : "";
            for (Headline headline : client.headlines()) {
                if (cards.isEmpty() || Set.of("latency_p50", "latency_p95", "latency_p99", "errors").contains(headline.name())) {
                    cards.add(new Card(prefix + words(headline.name()), Numbers.value(headline.value()), headline.unit(), spread(headline)));
                }
            }
        }
        return cards;
    }

    private static String spread(Headline headline) {
        if (headline.range().windows() == 1) {
            return "1 window";
        }
        return headline.basis() == Headline.Basis.SUM ? "sum of " + headline.range().windows() + " windows"
                : Numbers.value(headline.range().min()) + " – " + Numbers.value(headline.range().max()) + " over " + headline.range().windows() + " windows";
    }

    private Section failures() {
        List<Listing> logs = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Failure failure : report.failures()) {
            notes.add((failure.job().isEmpty() ? "" : failure.job() + ": ") + failure.what());
            if (!failure.lastLogLines().isEmpty()) {
                logs.add(new Listing("Last lines of the log of " + failure.job(), String.join("\n", failure.lastLogLines())));
            }
        }
        return new Section("failure", "Why the run did not complete", notes, List.of(), List.of(), logs);
    }

    private Section figures() {
        List<Table> tables = new ArrayList<>();
        for (ClientResult client : report.clients()) {
            Tables table = table("Figures of " + client.client() + " over " + windows(client.windows()) + "; load: " + client.loadModel(),
                    "figure", "#value", "unit", "how", "#smallest window", "#median window", "#largest window");
            client.headlines().forEach(headline -> table.row(words(headline.name()), Numbers.value(headline.value()), headline.unit(), words(headline.basis()),
                    Numbers.value(headline.range().min()), Numbers.value(headline.range().median()), Numbers.value(headline.range().max())));
            tables.addAll(table.done());
        }
        Tables slo = table("Conditions (SLO) on the figures over all windows", "condition", "measured", "met");
        for (SloResult result : report.slo()) {
            slo.marked(result.met() ? "pass" : "invalid", result.condition(), result.measured(), result.met() ? "yes" : "no");
        }
        tables.addAll(slo.done());
        List<Chart> drawn = new ArrayList<>(charts.throughput());
        drawn.addAll(charts.latency());
        return new Section("figures", "Figures", report.clients().isEmpty() ? List.of("Nothing was measured.") : List.of(), drawn, tables, List.of());
    }

    private Section windows() {
        Set<String> names = new LinkedHashSet<>();
        report.windows().forEach(window -> window.measurement().figures().stream().map(Figure::name).filter(name -> !name.equals("errors")).forEach(names::add));
        List<String> columns = new ArrayList<>(List.of("client", "#window", "#start (UTC)", "#length", "#operations", "#failed", "#skipped"));
        names.forEach(name -> columns.add("#" + words(name.replaceFirst("^latency_", "")) + unit(name)));
        columns.add("measured");
        Tables table = table("Every measured window; avg, p50, p95, p99 and max are latencies", columns.toArray(String[]::new));
        for (Window window : report.windows()) {
            table.marked(window.measurement().measured() ? "" : "invalid", row(window, names));
        }
        return new Section("windows", "Windows", List.of(), List.of(), table.done(), List.of());
    }

    private static String[] row(Window window, Set<String> names) {
        var measurement = window.measurement();
        List<String> cells = new ArrayList<>(List.of(window.client().value(), String.valueOf(window.repetition()),
                measurement.start().truncatedTo(ChronoUnit.SECONDS).toString().replaceFirst(".*T(.*)Z", "$1"), Numbers.seconds(window.seconds()), Numbers.count(measurement.operations()),
                Numbers.count(measurement.failed()), Numbers.count(measurement.skipped())));
        names.forEach(name -> cells.add(measurement.figures().stream().filter(figure -> figure.name().equals(name)).findFirst()
                .map(figure -> Numbers.value(figure.value())).orElse("n/a")));
        cells.add(measurement.measured() ? measurement.problems().isEmpty() ? "yes" : "yes, but " + String.join("; ", measurement.problems())
                : "no: " + String.join("; ", measurement.problems()));
        return cells.toArray(String[]::new);
    }

    private String unit(String name) {
        return report.windows().stream().flatMap(window -> window.measurement().figures().stream()).filter(figure -> figure.name().equals(name))
                .findFirst().map(figure -> figure.unit().isEmpty() ? "" : " (" + figure.unit() + ")").orElse("");
    }

    private Section validity() {
        List<String> notes = new ArrayList<>();
        report.warnings().forEach(warning -> notes.add("To be known: " + warning));
        if (!report.evidenceGaps().isEmpty()) {
            notes.add("Only a first look, because: " + String.join("; ", report.evidenceGaps()) + ".");
        }
        Tables table = table("Validity checks; the worst one is the verdict", "about", "check", "found", "expected", "result");
        for (Check check : report.checks()) {
            table.marked(check.result().name().toLowerCase(Locale.ROOT), check.about().isEmpty() ? "run" : check.about(), check.name(), check.measured(),
                    check.expected(), check.result().name());
        }
        return new Section("validity", "Validity", notes, List.of(), table.done(), List.of());
    }

    private static String windows(int count) {
        return count == 1 ? "1 window" : count + " windows";
    }

    private static String words(Headline.Basis basis) {
        return switch (basis) {
            case ONE_WINDOW -> "one window";
            case MEDIAN -> "median of the windows";
            case MERGED -> "all windows merged";
            case SUM -> "sum of the windows";
            case LARGEST -> "largest of the windows";
        };
    }

    private static String words(String figure) {
        return figure.replace('_', ' ');
    }
}
