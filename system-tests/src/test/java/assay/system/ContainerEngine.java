package assay.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.testcontainers.DockerClientFactory;

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

    private static boolean has(String image) {
        return DockerClientFactory.instance().client().listImagesCmd().withReferenceFilter(image).exec().stream().findAny().isPresent();
    }
}
