package assay.runner;

import assay.cluster.Cluster;
import assay.cluster.RemoteStore.Found;
import assay.cluster.RemoteStore.Path;
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
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the event files that jobs write; the only reader of them. What is no event file is named once in the log and left alone. */
final class ReportReader {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReportReader.class);
    private static final Set<String> OWN = Set.of("v", "token", "job", "restart", "seq", "at", "type");
    static final int MOST_AT_ONCE = 500;
    private static final int MOST_DETAILS = 40;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_VALUE = 2_000;
    private static final int MOST_REMEMBERED = 10_000;
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
    private static final Pattern TIME = Pattern.compile("[0-9]{1,11}([.][0-9]{1,9})?");
    private static final Pattern JOB = Pattern.compile("[A-Za-z0-9_.+-]{1,64}");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Cluster cluster;
    private final Map<Path, Path> unreadable = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Path> eldest) {
            return size() > MOST_REMEMBERED;
        }
    });

    ReportReader(Cluster cluster) {
        this.cluster = cluster;
    }

    /** What the jobs of these runs said and the log does not hold yet. */
    List<JobReported> news(List<Reports> of) {
        Map<String, RunId> runs = new HashMap<>();
        Map<String, Set<String>> known = new HashMap<>();
        for (Reports run : of) {
            runs.put(run.runDirectory(), run.run());
            known.put(run.runDirectory(), new HashSet<>(run.known()));
        }
        List.copyOf(unreadable.values()).forEach(file -> known.getOrDefault(file.runDirectory(), new HashSet<>()).add(file.path()));
        List<Watch> watches = of.stream().map(run -> new Watch(run.runDirectory(), "events", known.get(run.runDirectory()))).toList();
        List<JobReported> reports = new ArrayList<>();
        for (Found file : cluster.store().news(watches)) {
            parse(file, runs.get(file.runDirectory())).ifPresentOrElse(reports::add, () -> skip(file));
        }
        return reports.subList(0, Math.min(MOST_AT_ONCE, reports.size()));
    }

    private void skip(Found file) {
        Path path = new Path(file.runDirectory(), file.name());
        if (unreadable.put(path, path) == null) {
            LOGGER.atWarn().addKeyValue("directory", file.runDirectory()).addKeyValue("file", file.name())
                    .log("A file among the jobs' events is none; it is left alone");
        }
    }

    /** The report in a file that bears the name that belongs to it; another name would be read again and again. */
    static Optional<JobReported> parse(Found file, RunId run) {
        try {
            JsonNode json = JSON.readTree(file.content());
            Token token = new Token(json.path("token").asString(""));
            JobReported report = new JobReported(token, new ClusterJobId(text(json, "job", JOB)), Integer.parseInt(text(json, "restart", COUNT)),
                    Long.parseLong(text(json, "seq", COUNT)), time(text(json, "at", TIME)), ReportKind.valueOf(json.path("type").asString("")), details(json));
            return token.run().equals(run) && file.name().equals(fileName(report)) ? Optional.of(report) : Optional.empty();
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String fileName(JobReported report) {
        return String.format(Locale.ROOT, "%s.%s.%d.%06d.json", report.token(), report.clusterJob(), report.restart(), report.sequence());
    }

    private static String text(JsonNode json, String name, Pattern form) {
        String text = json.path(name).asString("");
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException("Expected " + form + " as " + name + ", but found '" + text + "'");
        }
        return text;
    }

    private static Map<String, String> details(JsonNode json) {
        Map<String, String> details = new LinkedHashMap<>();
        json.properties().stream().filter(property -> !OWN.contains(property.getKey())).limit(MOST_DETAILS).forEach(property ->
            details.put(Excerpt.line(property.getKey(), LONGEST_NAME), Excerpt.line(property.getValue().asString(""), LONGEST_VALUE)));
        return details;
    }

    /** Unix time with a fraction. */
    private static Instant time(String text) {
        BigDecimal seconds = new BigDecimal(text);
        return Instant.ofEpochSecond(seconds.longValue(), seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
    }
}
