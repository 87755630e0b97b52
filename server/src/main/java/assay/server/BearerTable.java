package assay.server;

import assay.cli.Moments;
import assay.cli.Table;
import assay.cli.Terminal;
import assay.cluster.Cluster.ListedJob;
import assay.cluster.Cluster.Trace;
import assay.cluster.Cluster.Trace.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What bears tokens, for people and for programs. Traces of what the cluster lists as a job are not told again. */
record BearerTable(List<Bearer> bearers, Instant now) {
    private static final int MOST_NAMED = 5;
    private static final String HERE = "this machine";

    List<String> lines(Terminal terminal) {
        Table table = new Table(List.of("TOKEN", "WHAT", "STATE", "NODE", "AGE", "LEASE", "WHOSE"), Set.of());
        for (Bearer bearer : bearers) {
            String lease = bearer.lease().map(age -> Moments.coarse(age) + " old").orElse("-");
            rows(bearer).forEach(row -> table.row(List.of(bearer.token().value(), row.what(), row.state(), row.node(),
                    row.since().equals(Instant.EPOCH) ? "-" : Moments.coarse(Duration.between(row.since(), now)), lease, bearer.standing().words())));
        }
        return table.lines("", terminal);
    }

    /** One JSON object each. */
    List<Map<String, Object>> objects() {
        return bearers.stream().map(this::object).toList();
    }

    private Map<String, Object> object(Bearer bearer) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("token", bearer.token().value());
        object.put("run", bearer.token().run().value());
        object.put("log", bearer.token().logId());
        object.put("standing", bearer.standing().name());
        object.put("stray", bearer.standing().stray());
        bearer.lease().ifPresent(age -> object.put("leaseAgeSeconds", age.toSeconds()));
        object.put("jobs", bearer.jobs().stream().map(BearerTable::object).toList());
        object.put("traces", bearer.traces().stream().map(trace -> Map.of("kind", trace.kind().name(), "place", trace.place(), "since", trace.since().toString())).toList());
        return object;
    }

    private static Map<String, Object> object(ListedJob job) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("clusterJob", job.id().value());
        object.put("state", job.word());
        object.put("nodes", job.nodes());
        object.put("submitted", job.submitted().toString());
        return object;
    }

    /** One thing that bears a token. */
    private record Row(String what, String state, String node, Instant since) {
    }

    private static List<Row> rows(Bearer bearer) {
        List<Row> rows = new ArrayList<>(bearer.jobs().stream()
                .map(job -> new Row("job " + job.id(), job.word(), job.nodes().isEmpty() ? "-" : job.nodes(), job.submitted())).toList());
        if (rows.isEmpty()) {
            processes(bearer.traces(Kind.SUPERVISOR), "supervisor", rows);
            processes(bearer.traces(Kind.PROCESS), "process", rows);
            bearer.traces(Kind.SCRATCH).forEach(trace -> rows.add(new Row("scratch in " + Path.of(trace.place()).getParent(), "-", HERE, trace.since())));
        }
        return rows;
    }

    private static void processes(List<Trace> traces, String what, List<Row> rows) {
        if (traces.isEmpty()) {
            return;
        }
        String named = traces.stream().limit(MOST_NAMED).map(Trace::place).collect(Collectors.joining(" "));
        String more = traces.size() > MOST_NAMED ? " and " + (traces.size() - MOST_NAMED) + " more" : "";
        rows.add(new Row(what + " " + named + more, "running", HERE, traces.stream().map(Trace::since).min(Instant::compareTo).orElse(Instant.EPOCH)));
    }
}
