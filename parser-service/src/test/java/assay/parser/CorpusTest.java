package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every recipe of the corpus has exactly the problems that stand beside it; those without such a file are valid.
 * {@code -Dgolden.update=true} rewrites the problems: look at the difference.
 */
class CorpusTest {
    private static final Path SOURCES = Path.of("src", "test", "resources", "corpus");
    private static final int FEWEST_BAD_ONES = 240;

    @ParameterizedTest
    @MethodSource("names")
    void shouldFindTheProblemsOf(String name) throws IOException {
        // given
        String text = Files.readString(corpus().resolve(name + ".yaml"));

        // when
        List<String> problems = Recipes.problems(text);
        if (Boolean.getBoolean("golden.update") && !name.startsWith("good-")) {
            Files.write(SOURCES.resolve(name + ".problems"), problems);
        }

        // then
        assertThat(problems).containsExactlyElementsOf(expected(name));
    }

    @Test
    void shouldHoldManyBadRecipes() throws IOException {
        assertThat(names().filter(name -> Files.exists(corpus().resolve(name + ".problems"))).count()).isGreaterThanOrEqualTo(FEWEST_BAD_ONES);
        assertThat(names().filter(name -> name.startsWith("good-"))).noneMatch(name -> Files.exists(corpus().resolve(name + ".problems")));
        assertThat(names().filter(name -> !name.startsWith("good-"))).allMatch(name -> Files.exists(corpus().resolve(name + ".problems")));
    }

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(corpus())) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length())).sorted().toList().stream();
        }
    }

    private static List<String> expected(String name) throws IOException {
        Path file = corpus().resolve(name + ".problems");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static Path corpus() {
        try {
            return Path.of(CorpusTest.class.getResource("/corpus").toURI());
        } catch (URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
