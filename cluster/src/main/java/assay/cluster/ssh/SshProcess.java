package assay.cluster.ssh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** An ssh that runs, and the last words that it said. It ends when its standard input is closed, however we end. Thread-safe. */
final class SshProcess implements AutoCloseable {
    private static final int MOST_LINES = 4;
    private static final int LONGEST_LINE = 300;
    private final Process process;
    private final Thread listener;
    private final Deque<String> words = new ArrayDeque<>();

    SshProcess(List<String> arguments, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(arguments);
        builder.environment().clear();
        builder.environment().putAll(environment);
        this.process = builder.start();
        this.listener = Thread.ofPlatform().daemon().name("ssh-words").start(this::listen);
    }

    private void listen() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line.replaceAll("\\p{Cntrl}", "").strip());
            }
        } catch (IOException e) {
            keep(e.getMessage());
        }
    }

    private void keep(String line) {
        synchronized (words) {
            if (!line.isEmpty() && !line.startsWith("Warning: Permanently added")) {
                words.addLast(line.substring(0, Math.min(LONGEST_LINE, line.length())));
            }
            if (words.size() > MOST_LINES) {
                words.removeFirst();
            }
        }
    }

    OutputStream in() {
        return process.getOutputStream();
    }

    InputStream out() {
        return process.getInputStream();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Waits until it has ended; how it did. */
    int await() throws InterruptedException {
        return process.waitFor();
    }

    /** What it said last, once it has ended. */
    String words() {
        try {
            listener.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (words) {
            String said = words.stream().collect(Collectors.joining("; "));
            return !said.isEmpty() ? said : process.isAlive() ? "ssh does not answer" : "nothing is heard from there any more";
        }
    }

    /** Lets it end by itself, as one that may remove its control socket, and ends it when it does not. */
    void end(long millis) {
        try {
            in().close();
        } catch (IOException e) {
            // It has ended, or nobody reads any more.
        }
        try {
            if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                process.destroy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
