package assay.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The Slurm of this machine, asked with its own commands and not through the program under test. */
final class Slurm {
    private static final int LIMIT = 20;
    private static final Set<String> COMMANDS = Set.of("sbatch", "squeue", "scontrol", "sinfo", "sacct", "scancel", "srun", "sstat", "sacctmgr");

    private Slurm() {
    }

    /** Skips the test when nobody answers. */
    static void assumeAnswers() {
        assumeTrue(found(), "no sbatch on PATH; `dev/test --install` brings up a test Slurm");
        assumeTrue(answers(), "Slurm is installed, but its controller does not answer; `dev/test --install` brings up a test Slurm");
    }

    private static boolean found() {
        return List.of(System.getenv("PATH").split(File.pathSeparator)).stream().anyMatch(directory -> new File(directory, "sbatch").canExecute());
    }

    private static boolean answers() {
        try {
            Process ping = new ProcessBuilder("scontrol", "ping").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return ping.waitFor(LIMIT, TimeUnit.SECONDS) && ping.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What Slurm knows of a job, on one line. */
    static String show(String clusterJob) {
        return output("scontrol", "show", "job", "-o", clusterJob);
    }

    /** Names and states of the jobs of a run that are not over. */
    static List<String> living(String run) {
        return living().filter(line -> line.contains("." + run + ".")).toList();
    }

    /** The same of jobs whose names begin so. */
    static List<String> livingFrom(String beginning) {
        return living().filter(line -> line.startsWith(beginning)).toList();
    }

    private static Stream<String> living() {
        return output("squeue", "-h", "-o", "%j %T", "-t", "PENDING,CONFIGURING,RUNNING,COMPLETING,SUSPENDED,STOPPED,REQUEUED").lines();
    }

    /** What a command of Slurm's says. */
    static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("Expected an answer of " + String.join(" ", command) + ", but it said: " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while asking Slurm", e);
        }
    }

    /** A folder with all programs of this machine but Slurm's, for a PATH. */
    static String pathWithout(Path folder) throws IOException {
        Files.createDirectory(folder);
        for (String directory : List.of("/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin")) {
            try (Stream<Path> programs = Files.list(Path.of(directory))) {
                for (Path program : (Iterable<Path>) programs::iterator) {
                    Path link = folder.resolve(program.getFileName());
                    if (!COMMANDS.contains(program.getFileName().toString()) && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                        Files.createSymbolicLink(link, program);
                    }
                }
            }
        }
        return folder.toString();
    }
}
