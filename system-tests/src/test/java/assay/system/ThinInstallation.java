package assay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The command line alone, laid out as in its archive, and a server that it speaks to; both live in a test's place. */
record ThinInstallation(Path launcher, String server) {
    private static final Path JARS = Installation.CHECKOUT.resolve("cli/target/dist/lib");
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String WARM_UP = "set -euo pipefail; home=$0 jdk=$0/runtime major=$(< \"$0/lib/java\"); source \"$0/lib/start.sh\"; warm_up \"$0/lib/thin\" \"$0/scratch\" \"$0/log\"";

    /** Starts the server and makes the command line's starts fast, as {@code dev/dist} does; the test is skipped when nothing is packaged yet. */
    static ThinInstallation set(Workbench place) throws IOException {
        assumeTrue(Files.isDirectory(JARS), "the command line is not packaged yet: this runs in `mvn verify`");
        String server = ApiServer.start(place).address().toString();
        Path home = Files.createDirectories(place.directory().resolve("thin"));
        Installation.copy(JARS, Files.createDirectories(home.resolve("lib/thin")));
        Installation.copy(Installation.CHECKOUT.resolve("cli/src/main/sh"), home.resolve("lib"));
        Files.writeString(home.resolve("lib/build"), "thin\n");
        Files.writeString(home.resolve("lib/java"), Runtime.version().feature() + "\n");
        Files.createSymbolicLink(home.resolve("runtime"), Path.of(System.getProperty("java.home")));
        Path launcher = Files.copy(home.resolve("lib/assay"), home.resolve("assay"));
        Ended warm = place.start(List.of("env", "ASSAY_SERVER=" + server, "bash", "-c", WARM_UP, home.toString())).await(LIMIT);
        assertThat(warm.exitCode()).as("the exit code of a run whose service ends at once; %s", warm.console()).isEqualTo(3);
        return new ThinInstallation(launcher, server);
    }

    /** The jars that it runs from. */
    Path libraries() {
        return launcher.resolveSibling("lib/thin");
    }
}
