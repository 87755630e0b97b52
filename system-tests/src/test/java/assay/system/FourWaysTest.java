package assay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.log.Endpoint;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One recipe, asked for in four ways: by curl, by the command line over HTTP and over Kafka, and by a producer that knows nothing of Assay. */
@Timeout(400)
class FourWaysTest {
    private static final Pattern ID = Pattern.compile("\"id\":\"([a-z0-9]{10})\"");
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Set<String> DECIDING = Set.of("/assay/parser", "/assay/scheduler");
    private static final Set<String> OF_THE_MOMENT = Set.of("assay.job.state-changed.v1", "assay.service.unready.v1");
    private static final String BY_KCAT = "bykcat0000";
    @RegisterExtension
    static final Workbench WORKBENCH = Workbench.withoutSlurm();

    @Test
    void shouldLeaveTheSameLogWhicheverWayTheRunWasAskedFor() throws Exception {
        // given
        ApiServer api = ApiServer.start(WORKBENCH);
        String server = api.address().toString();
        Path recipe = Path.of(WORKBENCH.recipe("one.yaml", Recipes.measured(1, 0) + "cluster: local\n"));

        // when
        List<String> runs = List.of(byCurl(server, api.key(), recipe), byCommandLine("--server", server), byCommandLine("--kafka-config", kafka()), byProducer(recipe));
        List<RunEvents> logs = new ArrayList<>();
        for (String run : runs) {
            Ended ended = WORKBENCH.startAssay("wait", run).await(Duration.ofSeconds(150));
            assertThat(ended.exitCode()).as(ended.console()).isZero();
            logs.add(RunEvents.parse(WORKBENCH.assay("events", run, "--json").out()));
        }

        // then
        List<String> first = comparable(logs.getFirst());
        logs.forEach(log -> assertThat(comparable(log)).as(log.run()).containsExactlyElementsOf(first));
        assertThat(first).anyMatch(event -> event.startsWith("/assay/report assay.report.published.v1"));
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static String kafka() throws IOException {
        return Files.writeString(WORKBENCH.directory().resolve("client.properties"), Endpoint.read(WORKBENCH.data()).orElseThrow().clientProperties()).toString();
    }

    /** The key is read from a file, since the words of a command are everybody's. */
    private static String byCurl(String server, Path key, Path recipe) throws IOException {
        assumeTrue(List.of(System.getenv("PATH").split(File.pathSeparator)).stream().anyMatch(directory -> new File(directory, "curl").canExecute()), "no curl on PATH");
        Path header = Files.writeString(WORKBENCH.directory().resolve("header"), "Authorization: Bearer " + Files.readString(key).strip());
        Ended ended = WORKBENCH.start(List.of("curl", "--silent", "--show-error", "--fail-with-body", "--retry", "10", "--header", "@" + header, "--header", "Content-Type: application/yaml",
                "--data-binary", "@" + recipe, server + "/v1/runs?source_name=one.yaml")).await(Duration.ofSeconds(30));
        assertThat(ended.exitCode()).as(ended.console()).isZero();
        return group(ID, ended.out());
    }

    private static String byCommandLine(String... way) {
        List<String> words = new ArrayList<>(List.of("submit", "one.yaml"));
        words.addAll(List.of(way));
        Ended ended = WORKBENCH.assay(words.toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.console()).isZero();
        return ended.out().strip();
    }

    private static String byProducer(Path recipe) throws IOException {
        ObjectNode request = MAPPER.createObjectNode().put("text", Files.readString(recipe)).put("sourceName", "one.yaml")
                .put("outputDirectory", WORKBENCH.directory().resolve("by-kcat").toString());
        Kcat.of(WORKBENCH).publish(BY_KCAT, "assay.recipe.submitted.v1", MAPPER.writeValueAsString(request));
        return BY_KCAT;
    }

    /**
     * What each Assay service wrote: of the parser and the scheduler their decisions in order, all but who asked and where results go; of the others what
     * happened to whom, since several things are done side by side. How often a job's state was seen, whether a service was still looked at while it ended,
     * whether the client, which was done, lived still and was asked to stop when the run closed, and what was measured, is another matter in each run.
     */
    private static List<String> comparable(RunEvents log) {
        Map<String, List<String>> written = new TreeMap<>();
        for (JsonNode event : log.all()) {
            String type = event.path("type").asString();
            String source = event.path("source").asString();
            boolean ofTheMoment = OF_THE_MOMENT.contains(type) || type.equals("assay.job.stop-requested.v1") && event.path("subject").asString().equals("load");
            if (!ofTheMoment) {
                String data = DECIDING.contains(source) ? plain(event.path("data")) : "";
                written.computeIfAbsent(source, writer -> new ArrayList<>())
                        .add("%s %s %s".formatted(source, type, (event.path("subject").asString() + data).replace(log.run(), "RUN")));
            }
        }
        written.entrySet().stream().filter(entry -> !DECIDING.contains(entry.getKey())).forEach(entry -> entry.getValue().sort(null));
        return written.values().stream().flatMap(List::stream).toList();
    }

    private static String plain(JsonNode data) {
        if (data.path("submission") instanceof ObjectNode submission) {
            submission.remove(List.of("submitter", "outputDirectory", "directory"));
        }
        return data.toString();
    }
}
