package assay.scheduler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command to its end, half a minute at most. */
final class Bash {
    private static final int LIMIT_SECONDS = 30;

    private Bash() {
    }

    /** Exit code, and standard output and error together. */
    record Outcome(int exit, String output) {
    }

    static Outcome run(List<String> command) throws IOException, InterruptedException {
        return outcome(new ProcessBuilder(command));
    }

    static Outcome outcome(ProcessBuilder builder) throws IOException, InterruptedException {
        Path output = Files.createTempFile("bash", ".out");
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        String text = Files.readString(output);
        Files.delete(output);
        return new Outcome(process.exitValue(), text);
    }

    static boolean installed(String program) {
        return Arrays.stream(System.getenv("PATH").split(":")).anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}
