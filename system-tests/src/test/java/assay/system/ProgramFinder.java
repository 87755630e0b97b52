package assay.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that a test needs in the PATH of its jobs; without one of them it is skipped. */
final class ProgramFinder {
    private ProgramFinder() {
    }

    /** The folder of a program in PATH or among those of administrators. */
    static Path folder(String program, String otherwise) {
        Optional<Path> found = Stream.concat(Arrays.stream(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/bin")).map(Path::of)
                .filter(folder -> Files.isExecutable(folder.resolve(program))).findFirst();
        assumeTrue(found.isPresent(), program + " is not there: " + otherwise);
        return found.orElseThrow();
    }

    /** A PATH with this folder first. */
    static String path(Path folder) {
        return folder + ":/usr/local/bin:/usr/bin:/bin";
    }
}
