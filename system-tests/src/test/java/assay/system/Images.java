package assay.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Container images that {@code dev/image} made. */
final class Images {
    private Images() {
    }

    /** The one with PostgreSQL; the test is skipped where there is none, or nothing to start it with. */
    static Path postgresql() throws IOException, InterruptedException {
        return named("postgresql");
    }

    /** The one with llama.cpp, nginx and Redis; likewise. */
    static Path services() throws IOException, InterruptedException {
        return named("services");
    }

    private static Path named(String name) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/local/bin/apptainer")) || Files.isExecutable(Path.of("/usr/bin/apptainer")),
                "apptainer is not installed; `dev/test --install` installs it");
        Process look = new ProcessBuilder(Installation.CHECKOUT.resolve("dev/image").toString(), "path", name).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String path = new String(look.getInputStream().readAllBytes()).strip();
        assumeTrue(look.waitFor() == 0, "the image " + name + " was not made; `dev/test --install` makes it");
        return Path.of(path);
    }
}
