package assay.runner;

import assay.cluster.Cluster;
import assay.cluster.RemoteStore.Found;
import assay.cluster.RemoteStore.Watch;
import assay.core.runner.RunnerEffect.Reports;
import assay.events.ClusterJobId;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.ReportKind;
import assay.events.RunId;
import assay.events.Token;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the event files that jobs write; the only reader of them. What is no event file is named once in the log and left alone. */
final class ReportReader {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReportReader.class);
    private static final Set<String> OWN = Set.of("v", "token", "job", "restart", "seq", "at", "type");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Cluster cluster;
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    ReportReader(Cluster cluster) {
        this.cluster = cluster;
    }

    /** What the jobs of these runs said and the log does not hold yet. */
    List<JobReported> news(List<Reports> of) {
        Map<String, RunId> runs = new HashMap<>();
        List<Watch> watches = new ArrayList<>();
        for (Reports run : of) {
            Set<String> known = new HashSet<>(run.known());
            known.addAll(unreadable);
            runs.put(run.runDirectory(), run.run());
            watches.add(new Watch(run.runDirectory(), "events", known));
        }
        List<JobReported> reports = new ArrayList<>();
        for (Found file : cluster.store().news(watches)) {
            parse(file, runs.get(file.runDirectory())).ifPresentOrElse(reports::add, () -> skip(file));
        }
        return reports;
    }

    private void skip(Found file) {
        if (unreadable.add(file.name())) {
            LOGGER.atWarn().addKeyValue("directory", file.runDirectory()).addKeyValue("file", file.name()).log("A file among the jobs' events is none; it is left alone");
        }
    }

    static Optional<JobReported> parse(Found file, RunId run) {
        try {
            JsonNode json = JSON.readTree(file.content());
            Token token = new Token(json.path("token").asString(""));
            Map<String, String> details = new LinkedHashMap<>();
            json.properties().forEach(property -> {
                if (!OWN.contains(property.getKey())) {
                    details.put(property.getKey(), property.getValue().asString(""));
                }
            });
            JobReported report = new JobReported(token, new ClusterJobId(json.path("job").asString("")), Integer.parseInt(json.path("restart").asString("")),
                    Long.parseLong(json.path("seq").asString("")), time(json.path("at").asString("")), ReportKind.valueOf(json.path("type").asString("")), details);
            return token.run().equals(run) ? Optional.of(report) : Optional.empty();
        } catch (JacksonException | IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Unix time with a fraction. */
    private static Instant time(String text) {
        BigDecimal seconds = new BigDecimal(text);
        return Instant.ofEpochSecond(seconds.longValue(), seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
    }
}
