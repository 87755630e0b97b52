package assay.log;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.EventType;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schemas in {@code docs/schemas}, and whether they agree with the codec. */
class EventSchemasTest {
    private static final Path DOCUMENTS = Path.of("..", "docs", "schemas");
    private static final JsonCodec CODEC = new JsonCodec();

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldStandInTheDocumentation(EventType type) throws IOException {
        // given
        Path document = DOCUMENTS.resolve(EventSchemas.fileName(type));
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(DOCUMENTS);
            Files.writeString(document, EventSchemas.text(type));
        }

        // then
        assertThat(Files.readString(document)).isEqualTo(EventSchemas.text(type));
    }

    @Test
    void shouldStandThereForNoTypeThatIsGone() throws IOException {
        try (var files = Files.list(DOCUMENTS)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventType.values()).map(EventSchemas::fileName).toList());
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldLetThroughWhatTheCodecWrites(EventType type) {
        assertThat(mistakes(type, CODEC.json(EventSamples.of(type)))).isEmpty();
    }

    @Test
    void shouldLetThroughWhatLacksOptionalKeysOrHasUnknownOnes() {
        // given
        String old = "{\"token\":\"load-a1.7k3q2mab9z.l0g1d234.assay\",\"repetition\":1,\"added\":{\"by\":[\"a newer build\"]}}";

        // then
        assertThat(CODEC.event(EventType.WORKLOAD_MEASURED, old)).isNotNull();
        assertThat(mistakes(EventType.WORKLOAD_MEASURED, old)).isEmpty();
    }

    @Test
    void shouldRefuseWhatTheCodecCannotRead() {
        assertThat(mistakes(EventType.JOB_SUBMITTED, "{\"adopted\":true}")).anyMatch(mistake -> mistake.contains("token"));
        assertThat(mistakes(EventType.JOB_RELEASED, "{\"job\":7}")).isNotEmpty();
        assertThat(mistakes(EventType.RUN_CLOSING, "{\"reason\":\"TELEPORTED\"}")).isNotEmpty();
        assertThat(mistakes(EventType.JOB_RELEASED, "[]")).isNotEmpty();
    }

    private static List<String> mistakes(EventType type, String json) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(EventSchemas.text(type), InputFormat.JSON)
                .validate(json, InputFormat.JSON).stream().map(Error::toString).toList();
    }
}
