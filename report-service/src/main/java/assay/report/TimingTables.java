package assay.report;

import assay.core.report.ClientResult;
import assay.core.report.Numbers;
import assay.core.report.Report;
import assay.core.report.TimingResult;
import assay.core.report.Window;
import assay.core.results.LoadResults;
import assay.core.results.TimingStatistic;
import assay.report.Document.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All times of clients that measure more than a latency, over all windows and window by window, each with what it counts from and to. */
final class TimingTables {
    private static final Map<String, String> MEANINGS = Map.of("latency", "from the time at which it was due to the end of the answer", "service time", "from the sending to the end of the answer",
            "schedule delay", "from the time at which it was due to the sending", "pacing delay", "the same of those that did not wait for a free user: the generator's own lateness",
            "TTFT", "from the time at which it was due to the first text", "TPOT", "time for each output token behind the first", "ITL", "gaps between texts that follow each other");

    private TimingTables() {
    }

    /** Of all windows together; none where the client measures its latency alone. */
    static List<Table> of(ClientResult client) {
        if (client.timings().size() < 2) {
            return List.of();
        }
        Tables table = Tables.table("Times of client " + Figures.over(client) + "; in ms, from merged histograms", columns("time"));
        client.timings().forEach(timing -> table.row(cells(List.of(Figures.words(timing.name())), timing)));
        return table.done();
    }

    /** Of each window with its replicas together, where there are several windows. */
    static List<Table> ofWindows(Report report) {
        Tables table = Tables.table("Times of every window, replicas merged; in ms", columns("client", "#window", "time"));
        for (ClientResult client : report.clients()) {
            if (client.timings().size() > 1 && client.windows() > 1) {
                windows(report, client).forEach(window -> window.timings().forEach(timing -> table.row(cells(List.of(client.client(), String.valueOf(window.repetition()),
                        Figures.words(timing.name())), timing))));
            }
        }
        return table.done();
    }

    private static List<Window> windows(Report report, ClientResult client) {
        return report.windows().stream().filter(window -> window.client().equals(client.client()) && window.measurement().measured()).toList();
    }

    private static String[] columns(String... first) {
        List<String> columns = new ArrayList<>(List.of(first));
        columns.add("#values");
        Arrays.stream(TimingStatistic.values()).forEach(statistic -> columns.add("#" + statistic.word()));
        columns.add("what it is");
        return columns.toArray(String[]::new);
    }

    private static String[] cells(List<String> first, TimingResult timing) {
        List<String> cells = new ArrayList<>(first);
        cells.add(Numbers.count(timing.values()));
        Arrays.stream(TimingStatistic.values()).forEach(statistic -> cells.add(Optional.ofNullable(timing.milliseconds().get(statistic.word())).map(Numbers::value).orElse("n/a")));
        cells.add(timing.name().startsWith(LoadResults.KIND) ? "the latency of these alone" : MEANINGS.getOrDefault(Figures.words(timing.name()), ""));
        return cells.toArray(String[]::new);
    }
}
