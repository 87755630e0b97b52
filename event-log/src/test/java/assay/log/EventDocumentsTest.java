package assay.log;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.EventType;
import assay.events.Topic;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the documentation tells others of the events, and whether runs that were recorded agree with it. */
class EventDocumentsTest {
    private static final Path DOCUMENTS = Path.of("..", "docs");
    private static final String BEGIN = "<!-- made from events/ -->\n";
    private static final String END = "<!-- end -->\n";

    @Test
    void shouldDescribeTheTopicsInAsyncApi() throws IOException {
        shouldStandIn(DOCUMENTS.resolve("asyncapi.yaml"), AsyncApi.text());
    }

    @Test
    void shouldListEveryTypeInTheDocumentation() throws IOException {
        // given
        Path document = DOCUMENTS.resolve("events.md");
        String text = Files.readString(document);
        String before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
        String after = text.substring(text.indexOf(END));

        // then
        shouldStandIn(document, before + tables() + after);
    }

    @Test
    void shouldLetThroughWhatRunsRecorded() throws IOException {
        // given
        List<Path> logs = recorded();

        // when
        List<String> mistakes = new ArrayList<>();
        int events = 0;
        for (Path log : logs) {
            for (String line : Files.readAllLines(log)) {
                JsonNode event = JsonMapper.shared().readTree(line);
                EventType type = EventType.named(event.path("type").asString()).orElseThrow();
                mistakes.addAll(mistakes(type, event.path("data").toString()));
                events++;
            }
        }

        // then
        assertThat(events).isGreaterThan(100);
        assertThat(mistakes).isEmpty();
    }

    private static void shouldStandIn(Path document, String text) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(document, text);
        }
        assertThat(Files.readString(document)).isEqualTo(text);
    }

    private static String tables() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Topic topic : Topic.values()) {
            text.append("\n### ").append(topic.topicName()).append("\n\n| type | written by | it says |\n| --- | --- | --- |\n");
            for (EventType type : AsyncApi.types(topic).toList()) {
                text.append("| [`").append(type.typeName()).append("`](schemas/").append(EventSchemas.fileName(type)).append(") | ").append(type.writer().lowerCase())
                        .append(" | ").append(Meanings.of(type).replace("|", "\\|")).append(" |\n");
            }
        }
        return text.append('\n').toString();
    }

    private static List<Path> recorded() throws IOException {
        try (Stream<Path> files = Files.find(Path.of(".."), 7, (path, attributes) -> path.toString().endsWith(".jsonl") && path.toString().contains("src/test/resources/golden-runs"))) {
            return files.sorted().toList();
        }
    }

    private static List<String> mistakes(EventType type, String json) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(EventSchemas.text(type), InputFormat.JSON)
                .validate(json, InputFormat.JSON).stream().map(Error::toString).map(mistake -> type.typeName() + ": " + mistake).toList();
    }
}
