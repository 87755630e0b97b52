package assay.log;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * A file by which whoever looks after a process sees that its service works: there from when it is ready until it stops, and touched every five seconds by way
 * of its event loop. A process that hangs lets it grow old.
 */
final class SignOfLife {
    /** The variable that names the file; without it there is none. */
    static final String VARIABLE = "ASSAY_ALIVE_FILE";
    private static final long EVERY_MILLIS = 5_000;
    private final Path file;
    private final InstantSource clock;

    private SignOfLife(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    static Optional<SignOfLife> of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(VARIABLE)).filter(name -> !name.isEmpty()).map(name -> new SignOfLife(Path.of(name), InstantSource.system()));
    }

    void begin(Vertx vertx) {
        touch();
        vertx.setPeriodic(EVERY_MILLIS, timer -> vertx.executeBlocking(() -> {
            touch();
            return file;
        }));
    }

    private void touch() {
        try {
            if (Files.notExists(file)) {
                Files.createFile(file);
            }
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void end() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
