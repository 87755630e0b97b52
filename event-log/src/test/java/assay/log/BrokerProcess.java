package assay.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** An embedded broker in a JVM of its own, to be killed. */
final class BrokerProcess {
    private static final String READY = "broker ready";
    private final Process process;
    private final Duration startTime;

    private BrokerProcess(Process process, Duration startTime) {
        this.process = process;
        this.startTime = startTime;
    }

    /** What the process runs: the broker of the directory, until it is killed. */
    public static void main(String[] arguments) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), "test")) {
            System.out.println(READY + " " + broker.endpoint().address());
            new CountDownLatch(1).await();
        }
    }

    static BrokerProcess start(Path directory) throws IOException {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + directory.getParent(), "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), BrokerProcess.class.getName(), directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.startsWith(READY)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("The broker's process ended before it was ready");
        }
        return new BrokerProcess(process, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** From the process's start until clients could connect. */
    Duration startTime() {
        return startTime;
    }

    /** As when its host hangs: connections stay, nothing answers. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Ends a freeze. */
    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).inheritIO().start().waitFor();
    }

    /** As kill -9 does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }
}
