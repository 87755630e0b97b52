package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schema in {@code docs/profile.schema.json}, and whether it agrees with the parser. */
class ProfileSchemaTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "profile.schema.json");
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    /** What keys say together is for the parser, and what a YAML reader refuses for it. */
    private static final Set<String> BEYOND_FORMS = Set.of("torn");
    private static final Set<String> BROKEN = Set.of("misconnected", "tabs", "twice", "list", "empty", "old", "faulty");

    @Test
    void shouldStandInTheDocumentation() throws IOException {
        // when
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(DOCUMENT, ProfileSchema.text());
        }

        // then
        assertThat(Files.readString(DOCUMENT)).isEqualTo(ProfileSchema.text());
        assertThat(REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId())).validate(ProfileSchema.text(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void shouldAgreeWithTheParser() throws IOException {
        // given
        Schema schema = REGISTRY.getSchema(ProfileSchema.text(), InputFormat.JSON);
        ProfileTexts profiles = new ProfileTexts("/test-profiles");

        // then
        for (String name : profiles.names()) {
            assertThat(valid(schema, profiles.text(name).orElseThrow())).as(name).isEqualTo(!BROKEN.contains(name));
        }
        assertThat(profiles.names()).containsAll(BEYOND_FORMS).containsAll(BROKEN);
    }

    @Test
    void shouldLetThroughTheProfilesThatComeWithAssay() throws IOException {
        // given
        Schema schema = REGISTRY.getSchema(ProfileSchema.text(), InputFormat.JSON);

        // then
        try (Stream<Path> files = Files.list(Path.of("..", "presets", "clusters"))) {
            assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(schema.validate(Files.readString(file), InputFormat.YAML)).isEmpty());
        }
    }

    private static boolean valid(Schema schema, String text) {
        try {
            return schema.validate(text, InputFormat.YAML).isEmpty();
        } catch (RuntimeException unreadable) {
            return false;
        }
    }
}
