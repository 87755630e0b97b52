package assay.scheduler;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;

/** A real container image for tests, which {@code dev/image} made. */
final class BuiltImage {
    private BuiltImage() {
    }

    /** The one with PostgreSQL; the test is skipped where there is none, or nothing to start it with. */
    static String postgresql() throws Exception {
        assumeTrue(Bash.installed("apptainer"), "apptainer is not installed; `dev/test --install` installs it");
        Bash.Outcome found = Bash.run(List.of(Path.of("../dev/image").toString(), "path", "postgresql"));
        assumeTrue(found.exit() == 0, "the image postgresql was not made; `dev/test --install` makes it");
        return found.output().strip();
    }
}
