package assay.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Whoever reads the contract or the documentation finds every type of problem that there is, and no other. */
class ProblemKindTest {
    private static final Path DOCUMENTATION = Path.of("..", "docs");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([0-9, ]+) \\| (`[a-z-]+`(?:, `[a-z-]+`)*) \\|");

    @Test
    void shouldStandInTheContract() throws Exception {
        // when
        JsonNode contract = YAMLMapper.builder().build().readTree(Files.readString(DOCUMENTATION.resolve("openapi.yaml")));

        // then
        assertThat(contract.at("/components/schemas/Problem/properties/type/enum").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrderElementsOf(Stream.of(ProblemKind.values()).map(ProblemKind::type).toList());
    }

    @ParameterizedTest
    @EnumSource
    void shouldStandInTheDocumentationWithItsStatus(ProblemKind kind) throws Exception {
        // given
        String word = "`" + kind.type().replace("/problems/", "") + "`";

        // when
        List<MatchResult> rows = ROW.matcher(Files.readString(DOCUMENTATION.resolve("http-api.md"))).results().filter(row -> row.group(2).contains(word)).toList();

        // then
        assertThat(rows).singleElement().satisfies(row -> assertThat(row.group(1).split(", ")).contains(String.valueOf(kind.status())));
    }
}
