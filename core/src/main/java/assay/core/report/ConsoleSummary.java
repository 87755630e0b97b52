package assay.core.report;

import assay.events.Figure;
import assay.events.JobEvent.Evidence;
import assay.events.JobEvent.ReportPublished;
import assay.events.JobEvent.SloResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The end of what the command line prints for a run, from the published report alone: the verdict with the headline figures, one line for each
 * reason when it is not VALID and for each condition that is not met, and where the node-seconds went.
 */
public final class ConsoleSummary {
    private static final String GAP = "   ";
    private static final String ERRORS = "errors";
    private static final int MOST_OWN_FIGURES = 3;
    private static final Map<String, String> LATENCIES = new LinkedHashMap<>();

    static {
        LATENCIES.put("latency_p95", "p95");
        LATENCIES.put("latency_p99", "p99");
        LATENCIES.put("ttft_p99", "TTFT p99");
        LATENCIES.put("tpot_p99", "TPOT p99");
    }

    private ConsoleSummary() {
    }

    /**
     * The lines to print.
     *
     * @param reportPath where the person finds the report
     */
    public static List<String> lines(ReportPublished report, String reportPath) {
        Map<String, Map<String, Figure>> clients = byClient(report.figures());
        List<String> lines = new ArrayList<>();
        String verdict = report.verdict() + evidence(report);
        if (clients.size() == 1) {
            lines.add(verdict + GAP + figures(clients.values().iterator().next()) + slo(report.slo()));
        } else {
            lines.add(verdict + (clients.isEmpty() ? GAP + "nothing was measured" : "") + slo(report.slo()));
            clients.forEach((client, figures) -> lines.add("  " + client + GAP + figures(figures)));
        }
        report.reasons().forEach(reason -> lines.add("  " + reason));
        report.slo().stream().filter(result -> !result.met()).forEach(result -> lines.add("  not met: " + result.condition() + " (measured " + result.measured() + ")"));
        lines.add(cost(report) + GAP + "report " + reportPath);
        return lines;
    }

    /** Numbers that must not be used carry nothing. */
    private static String evidence(ReportPublished report) {
        return switch (report.verdict()) {
            case VALID, SUSPECT -> report.evidence() == Evidence.REPORTABLE ? " (reportable)" : " (first look)";
            case INVALID -> "";
        };
    }

    private static Map<String, Map<String, Figure>> byClient(List<Figure> figures) {
        Map<String, Map<String, Figure>> clients = new LinkedHashMap<>();
        for (Figure figure : figures) {
            int dot = figure.name().indexOf('.');
            if (dot > 0) {
                clients.computeIfAbsent(figure.name().substring(0, dot), client -> new LinkedHashMap<>()).put(figure.name().substring(dot + 1), figure);
            }
        }
        return clients;
    }

    private static String figures(Map<String, Figure> figures) {
        List<String> parts = new ArrayList<>();
        List<String> names = figures.keySet().stream().map(ConsoleSummary::base).distinct().filter(name -> !name.equals(HeadlineFigures.WINDOWS)).toList();
        boolean known = LATENCIES.keySet().stream().anyMatch(names::contains);
        List<String> first = names.stream().limit(known ? 1 : MOST_OWN_FIGURES).toList();
        first.forEach(name -> parts.add(name + Optional.ofNullable(figures.get(name)).map(figure -> " " + withUnit(name, figure)).orElse("") + range(name, figures)));
        LATENCIES.forEach((latency, words) -> Optional.ofNullable(figures.get(latency)).filter(figure -> !first.contains(latency))
                .ifPresent(figure -> parts.add(words + " " + Numbers.value(figure.value(), figure.unit()))));
        Optional.ofNullable(figures.get(ERRORS)).filter(figure -> !first.contains(ERRORS)).ifPresent(figure -> parts.add(ERRORS + " " + Numbers.value(figure.value())));
        return String.join(GAP, parts);
    }

    private static String base(String name) {
        return name.endsWith(HeadlineFigures.MIN) || name.endsWith(HeadlineFigures.MAX) ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    private static String withUnit(String name, Figure figure) {
        return name.equals("tps") ? Numbers.value(figure.value()) : Numbers.value(figure.value(), figure.unit());
    }

    private static String range(String name, Map<String, Figure> figures) {
        Figure min = figures.get(name + HeadlineFigures.MIN);
        Figure max = figures.get(name + HeadlineFigures.MAX);
        Figure windows = figures.get(HeadlineFigures.WINDOWS);
        if (min == null || max == null || windows == null) {
            return "";
        }
        return " (" + Numbers.value(min.value()) + " – " + Numbers.value(max.value()) + ", " + Numbers.value(windows.value()) + " windows)";
    }

    private static String slo(List<SloResult> results) {
        return results.isEmpty() ? "" : GAP + "SLO " + results.stream().filter(SloResult::met).count() + "/" + results.size() + " met";
    }

    private static String cost(ReportPublished report) {
        double ratio = report.nodeSecondsBilled() > 0 ? Math.min(1, report.nodeSecondsMeasured() / report.nodeSecondsBilled()) : 0;
        return "node-seconds " + Numbers.count(Math.round(report.nodeSecondsBilled())) + " billed, " + Numbers.count(Math.round(report.nodeSecondsMeasured()))
                + " measured (" + Numbers.percent(ratio) + ")";
    }
}
