package assay.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.DockerComposeContainer;

/** The container engine of this machine. */
final class ContainerEngine {
    private static final String ADVICE = "; as root, dev/compose-test sees to an engine and the images";

    private ContainerEngine() {
    }

    /** Skips the test where no engine answers, or where it has not the images: tests download none. */
    static void assumeHas(String... images) {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no container engine answers" + ADVICE);
        List<String> missing = List.of(images).stream().filter(image -> !has(image)).toList();
        assumeTrue(missing.isEmpty(), () -> "the container engine has no image " + String.join(", ", missing) + ADVICE);
    }

    /** Skips the test where Compose is missing. */
    static void assumeComposes() {
        assumeTrue(composes() || ends(DockerComposeContainer.COMPOSE_EXECUTABLE, "version"), "there is neither `docker compose` nor docker-compose" + ADVICE);
    }

    /** Whether Compose is a part of the engine's command line, as it is since its second version. */
    static boolean composes() {
        return ends("docker", "compose", "version");
    }

    private static boolean ends(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start().onExit().join().exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean has(String image) {
        return DockerClientFactory.instance().client().listImagesCmd().withReferenceFilter(image).exec().stream().findAny().isPresent();
    }
}
