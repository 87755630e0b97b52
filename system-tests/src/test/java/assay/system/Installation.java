package assay.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
 * A build under way cannot pull it from under a test, and the launcher never builds here.
 */
final class Installation implements AutoCloseable {
    /** What the program takes for its build. */
    static final String BUILD = "system-tests";
    static final Path CHECKOUT = Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    private final Path home;

    private Installation(Path home) {
        this.home = home;
    }

    /** Unpacks the program; the test is skipped when there is none. */
    static Installation unpack() {
        Path built = CHECKOUT.resolve("cli/target/dist/lib");
        assumeTrue(Files.isDirectory(built), "the program is not packaged yet: these tests run in `mvn verify`, after the module cli");
        try {
            Path home = Files.createTempDirectory(Path.of("/tmp"), "assaytest-program-");
            Installation installation = new Installation(home);
            for (String directory : List.of("presets", "cli/src/main", "recipes", "cli/target/dist/" + BUILD)) {
                Files.createDirectories(home.resolve(directory));
            }
            copy(built, installation.libraries());
            copy(CHECKOUT.resolve("recipes"), home.resolve("recipes"));
            Files.createFile(home.resolve("pom.xml"));
            Files.createFile(home.resolve("cli/pom.xml"));
            Files.copy(CHECKOUT.resolve("assay"), installation.launcher());
            Files.writeString(home.resolve("cli/target/dist/build"), BUILD + "\n");
            installation.share();
            return installation;
        } catch (IOException e) {
            throw new UncheckedIOException("The program could not be unpacked", e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
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
    Path libraries() {
        return home.resolve("cli/target/dist").resolve(BUILD);
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
