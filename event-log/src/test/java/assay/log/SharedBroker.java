package assay.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** One embedded broker for all tests of this JVM, on a directory that goes with it. */
final class SharedBroker {
    private static final EmbeddedBroker BROKER = start();
    private static final Topics TOPICS = Topics.open(BROKER.endpoint().settings(), TopicLayout.EMBEDDED);

    private SharedBroker() {
    }

    static Topics topics() {
        return TOPICS;
    }

    static Path directory() {
        return Path.of("target", "broker-" + ProcessHandle.current().pid());
    }

    private static EmbeddedBroker start() {
        try {
            EmbeddedBroker broker = EmbeddedBroker.start(directory(), "test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                TOPICS.close();
                broker.close();
                delete(directory());
            }));
            return broker;
        } catch (IOException | DataDirectoryInUseException | DataDirectoryUnsuitableException e) {
            throw new IllegalStateException(e);
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
