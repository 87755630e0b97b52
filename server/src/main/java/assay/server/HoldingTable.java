package assay.server;

import assay.cli.Moments;
import assay.cli.Table;
import assay.cli.Terminal;
import assay.cluster.ArtifactStore.Holding;
import assay.core.report.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is kept in a cache, for people and for programs. */
record HoldingTable(List<Holding> holdings, Instant now) {
    private static final int DIGEST = 12;
    private static final int SIZE = 2;

    List<String> lines(Terminal terminal) {
        Table table = new Table(List.of("DIGEST", "NAME", "SIZE", "BROUGHT", "ASKED FOR", "USED BY", "STAGED AS"), Set.of(SIZE));
        holdings.forEach(holding -> table.row(List.of(holding.sha256().substring(0, DIGEST), holding.name(), Numbers.bytes(holding.bytes()), ago(holding.since()), ago(holding.used()),
                holding.users().isEmpty() ? "-" : String.join(" ", holding.users()), holding.references().isEmpty() ? "-" : String.join(" ", holding.references()))));
        return table.lines("", terminal);
    }

    private String ago(Instant then) {
        return Moments.coarse(Duration.between(then, now)) + " ago";
    }

    /** One JSON object each. */
    List<Map<String, Object>> objects() {
        return holdings.stream().map(HoldingTable::object).toList();
    }

    private static Map<String, Object> object(Holding holding) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("sha256", holding.sha256());
        object.put("name", holding.name());
        object.put("references", holding.references());
        object.put("bytes", holding.bytes());
        object.put("since", holding.since().toString());
        object.put("used", holding.used().toString());
        object.put("users", holding.users());
        return object;
    }
}
