package assay.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The program as a user has it, in a folder of its own that every user of this machine can read: the launcher and the jars that the build made.
 * A build under way cannot pull it from under a test.
 */
final class Installation implements AutoCloseable {
    static final Path CHECKOUT = Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    private final Path home;

    private Installation(Path home) {
        this.home = home;
    }

    /** Unpacks the program; the test is skipped when there is none. */
    static Installation unpack() {
        Path built = CHECKOUT.resolve("server/target/dist/lib");
        assumeTrue(Files.isDirectory(built), "the program is not packaged yet: these tests run in `mvn verify`, after the module server");
        try {
            Path home = Files.createTempDirectory(Path.of("/tmp"), "assaytest-program-");
            Installation installation = new Installation(home);
            for (String directory : List.of("presets", "cli/src/main", "server/target/dist", "dev", "recipes", "tools")) {
                Files.createDirectories(home.resolve(directory));
            }
            copy(CHECKOUT.resolve("recipes"), home.resolve("recipes"));
            Files.writeString(home.resolve("pom.xml"), "<module>server</module>\n");
            Files.createFile(home.resolve("cli/pom.xml"));
            Files.copy(CHECKOUT.resolve("assay"), installation.launcher());
            Files.copy(CHECKOUT.resolve("dev/jdk.sh"), home.resolve("dev/jdk.sh"));
            copy(CHECKOUT.resolve("cli/src/main/sh"), home.resolve("cli/src/main/sh"));
            installation.assemble(built);
            installation.share();
            return installation;
        } catch (IOException e) {
            throw new UncheckedIOException("The program could not be unpacked", e);
        }
    }

    /** Copies a folder's files, with their rights, into another. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** Lets the launcher build it in its own way, fast starts and all; where it looks for Maven stands what brings the packaged program. */
    private void assemble(Path built) throws IOException {
        Path maven = Files.writeString(home.resolve("tools/mvn"), "#!/bin/sh\nexec cp -R '" + built + "' '" + home.resolve("server/target/dist/lib") + "'\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder launch = new ProcessBuilder(launcher().toString(), "presets").redirectErrorStream(true).redirectOutput(home.resolve("build.log").toFile());
        launch.environment().put("PATH", maven.getParent() + File.pathSeparator + System.getenv("PATH"));
        launch.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (launch.start().onExit().join().exitValue() != 0) {
            throw new AssertionError("Expected the launcher to build the program, but it said: " + Files.readString(home.resolve("build.log")));
        }
    }

    private void share() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    /** What a user types. */
    Path launcher() {
        return home.resolve("assay");
    }

    /** The folder of jars that everything runs from. */
    Path libraries() throws IOException {
        return home.resolve("server/target/dist").resolve(build());
    }

    /** What the program takes for its build. */
    String build() throws IOException {
        return Files.readString(home.resolve("server/target/dist/build")).strip();
    }

    /** Puts the load generator with its run time where a clone has it; made from the checkout's, which is built first where it is not there. */
    synchronized void withLoadgen() throws IOException {
        Path built = CHECKOUT.resolve("loadgen/target/loadgen");
        if (!Files.isExecutable(built.resolve("bin/loadgen"))) {
            ProcessBuilder build = new ProcessBuilder(CHECKOUT.resolve("dev/loadgen-image").toString()).inheritIO();
            build.environment().put("JAVA_HOME", System.getProperty("java.home"));
            if (build.start().onExit().join().exitValue() != 0) {
                throw new AssertionError("Expected dev/loadgen-image to build the load generator");
            }
        }
        Path place = Files.createDirectories(home.resolve("loadgen/target")).resolve("loadgen");
        if (!Files.exists(place)) {
            Files.createSymbolicLink(place, built);
        }
    }

    /** A recipe that comes with the program. */
    Path recipe(String name) {
        return home.resolve("recipes").resolve(name);
    }

    @Override
    public void close() {
        remove(home);
    }

    /** Takes a folder away with all that is in it; what is gone already is no harm. */
    static void remove(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("Could not remove " + directory + ": " + e.getMessage());
        }
    }
}
