package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks for what a finished run may have left behind: jobs, processes, scratch, secrets. */
final class Leftovers {
    private Leftovers() {
    }

    /** Fails when anything of the run is left. */
    static void assertNone(String run, Path runDirectory) {
        assertNothingLives(run);
        assertThat(Stream.of("secrets", "lease", "stop").map(runDirectory::resolve).filter(Files::exists).toList()).as("what only a living run needs").isEmpty();
    }

    /** Fails when a job, a process or a scratch directory of the run is left. */
    static void assertNothingLives(String run) {
        assertThat(Slurm.living(run)).as("jobs of run " + run).isEmpty();
        assertThat(processes(run)).as("processes that bear a token of run " + run).isEmpty();
        assertThat(scratch(run)).as("scratch of run " + run).isEmpty();
    }

    /** What bears a token of the run, with its command line. */
    static List<String> processes(String run) {
        return ProcessHandle.allProcesses().filter(process -> environment(process).contains("." + run + "."))
                .map(process -> process.pid() + " " + process.info().commandLine().orElse("?")).toList();
    }

    /** As far as this user may read it; empty for a process that is gone. */
    private static String environment(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static List<Path> scratch(String run) {
        try (Stream<Path> all = Files.list(Path.of("/tmp"))) {
            return all.filter(path -> path.getFileName().toString().matches("assay-.*\\." + run + "\\..*")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
