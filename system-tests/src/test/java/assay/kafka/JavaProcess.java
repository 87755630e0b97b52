package assay.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program with the classes of this test in a small JVM of its own, which can be killed; what it says goes to a file. */
final class JavaProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private final Process process;
    private final Path said;

    private JavaProcess(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    static JavaProcess start(Class<?> main, Path said, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx192m", "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData", "-Djava.io.tmpdir=" + said.getParent(), "--enable-native-access=ALL-UNNAMED", "-Dassay.log=INFO", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        return new JavaProcess(builder.start(), said);
    }

    /** Waits until it has said so; fails when it ends before. */
    void await(String words) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!said(words)) {
            assertThat(process.isAlive() && System.nanoTime() < deadline).as("Expected '" + words + "' from\n" + Files.readString(said)).isTrue();
            process.onExit().completeOnTimeout(process, 100, TimeUnit.MILLISECONDS).get();
        }
    }

    boolean said(String words) throws IOException {
        return Files.readString(said).contains(words);
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
