package assay.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is deployed must name what is built. */
class DeploymentTest {
    private static final Path CHECKOUT = Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

    @Test
    void shouldFetchForEveryModule() throws IOException {
        // when
        String dockerfile = text("deploy/Dockerfile");
        // then
        assertThat(found("<module>(.*)</module>", "pom.xml")).isNotEmpty()
                .allSatisfy(module -> assertThat(dockerfile).contains("COPY " + module + "/pom.xml " + module + "/\n"));
    }

    @Test
    void shouldComposeTheKafkaThatIsBuiltWith() throws IOException {
        assertThat(found("image: apache/kafka:(.*)", "docker-compose.yml")).isEqualTo(found("<kafka.version>(.*)</kafka.version>", "pom.xml"));
    }

    private static List<String> found(String pattern, String file) throws IOException {
        return Pattern.compile(pattern).matcher(text(file)).results().map(match -> match.group(1)).toList();
    }

    private static String text(String file) throws IOException {
        return Files.readString(CHECKOUT.resolve(file));
    }
}
