package assay.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A command under way; its output goes to files. */
final class Started {
    private static final int WIDTH = 240;
    private final Process process;
    private final String words;
    private final Path out;
    private final Path err;

    Started(Process process, String words, Path out, Path err) {
        this.process = process;
        this.words = words;
        this.out = out;
        this.err = err;
    }

    /** Waits for its end; a command that goes on for longer is killed, and the test fails. */
    Ended await(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                throw new AssertionError("`" + words + "` did not end within " + limit.toSeconds() + " s");
            }
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for `" + words + "`", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it wrote to its standard output up to now. */
    String said() {
        try {
            return Files.readString(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Ctrl-C does. */
    void interrupt() {
        signal("INT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Ends it at once, if it still runs. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    private static String shortened(Path file) throws IOException {
        return Files.readString(file).lines().map(line -> line.length() > WIDTH ? line.substring(0, WIDTH) + "…\n" : line + "\n").collect(Collectors.joining());
    }

    /** The command and what it said, for a test that failed. */
    String transcript() {
        try {
            return "$ " + words + "\n" + shortened(out) + shortened(err)
                    + (process.isAlive() ? "[still running]" : "[exit code " + process.exitValue() + "]");
        } catch (IOException e) {
            return "$ " + words + "\n[" + e + "]";
        }
    }
}
