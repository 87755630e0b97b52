package assay.log;

import assay.core.loop.Loop;
import assay.core.run.Runs;
import assay.events.Writer;
import assay.log.Host.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One of several instances of the toy parser, in a JVM of its own, to be killed; what it rejects bears its name. */
final class ToyInstance implements AutoCloseable {
    private static final String READY = "instance ready";
    private final Process process;

    private ToyInstance(Process process) {
        this.process = process;
    }

    /** What the process runs: the broker's data directory, the name in what it writes, and the name in the group, if any. */
    public static void main(String[] arguments) throws Exception {
        String instance = arguments.length > 2 ? arguments[2] : "";
        try (Topics topics = Topics.of(Endpoint.read(Path.of(arguments[0])).orElseThrow().settings());
                LogLoops<ToyProgram.Look, ToyProgram.Seen> loops = loops(topics, arguments[1], new Sharing.Group(instance), failure -> {
                    System.out.println(failure.reason());
                    Runtime.getRuntime().halt(3);
                })) {
            loops.start().await(60, TimeUnit.SECONDS);
            System.out.println(READY);
            new CountDownLatch(1).await();
        }
    }

    /** The loops of an instance in this JVM. */
    static LogLoops<ToyProgram.Look, ToyProgram.Seen> loops(Topics topics, String name, Sharing sharing, Consumer<LoopFailure> failed) {
        return new LogLoops<>(new Surroundings(topics, Snapshots.none(), sharing, failed), partition -> LoopSettings.of(Writer.PARSER, partition).withInbox(),
                () -> new Loop<>(new ToyProgram(), Runs.of(topics.logId())), () -> look -> new ToyProgram.Seen(look.run(), name), Clock.systemUTC());
    }

    /** Starts one, and returns when it has read all that is its own. */
    static ToyInstance start(Path broker, String... names) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx128m", "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + broker.getParent(), "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), ToyInstance.class.getName(), broker.toString()));
        command.addAll(List.of(names));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String line = process.inputReader().readLine();
        while (line != null && !line.equals(READY)) {
            line = process.inputReader().readLine();
        }
        if (line == null) {
            throw new IOException("The instance ended before it was ready");
        }
        return new ToyInstance(process);
    }

    /** What it says next; empty when it is over without a word. */
    String ended() throws IOException {
        String last = "";
        for (String line = process.inputReader().readLine(); line != null; line = process.inputReader().readLine()) {
            last = line;
        }
        return last;
    }

    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).inheritIO().start().waitFor();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** As kill -9 does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
