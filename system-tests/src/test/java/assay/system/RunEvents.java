package assay.system;

import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run's events as {@code assay events --json} gives them: CloudEvents, in the log's order. */
record RunEvents(List<JsonNode> all) {
    private static final JsonMapper MAPPER = new JsonMapper();

    RunEvents {
        all = List.copyOf(all);
    }

    static RunEvents parse(String lines) {
        return new RunEvents(lines.lines().filter(line -> !line.isBlank()).map(MAPPER::readTree).toList());
    }

    /** The run that they are of. */
    String run() {
        return all.getFirst().path("correlationid").asString();
    }

    /** Short types in order, such as {@code run.closing}. */
    List<String> types() {
        return all.stream().map(RunEvents::type).toList();
    }

    private static String type(JsonNode event) {
        return event.path("type").asString().replaceFirst("^assay\\.", "").replaceFirst("\\.v1$", "");
    }

    /** The events of a type, in order. */
    List<JsonNode> of(String type) {
        return all.stream().filter(event -> type(event).equals(type)).toList();
    }

    /** The events of a type about a subject, a job's name or token; in order. */
    List<JsonNode> of(String type, String subject) {
        return all.stream().filter(event -> is(event, type, subject)).toList();
    }

    private static boolean is(JsonNode event, String type, String subject) {
        String whole = event.path("subject").asString();
        return type(event).equals(type) && (whole.equals(subject) || whole.startsWith(subject + "-a"));
    }

    /** Where the first event of a type stands; fails when there is none. */
    int at(String type) {
        return types().indexOf(type);
    }

    /** Where the first event of a type about a job stands; -1 when there is none. */
    int at(String type, String job) {
        return IntStream.range(0, all.size()).filter(i -> is(all.get(i), type, job)).findFirst().orElse(-1);
    }

    /** What the first event of a type says. */
    JsonNode data(String type) {
        return all.get(at(type)).path("data");
    }

    /** The cluster's number of a job. */
    String clusterJob(String job) {
        return of("job.submitted", job).getFirst().path("data").path("clusterJob").asString();
    }

    /** A job's token. */
    String token(String job) {
        return of("job.submitted", job).getFirst().path("subject").asString();
    }

    /** A figure of the report, such as {@code load.tps}. */
    double figure(String name) {
        return LoadgenTrial.figure(data("report.published").path("figures"), name);
    }

    /** Which program a service turned out to be. */
    String version(String service) {
        return of("service.ready", service).getFirst().path("data").path("version").asString();
    }
}
