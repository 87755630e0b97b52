package assay.cli;

import assay.log.DataDirectoryInUseException;
import assay.log.DataDirectoryUnsuitableException;
import assay.log.EmbeddedBroker;
import assay.log.Endpoint;
import assay.log.LogUnavailableException;
import assay.log.TopicReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the log of a data directory. Where no server is live, a broker alone is started in this process for as long as the reading takes: no
 * Assay service runs, and nothing is done to any run.
 */
final class LogAccess {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private LogAccess() {
    }

    /** Reads; nothing is read where there is no log yet. */
    static void read(Path dataDirectory, Consumer<TopicReader> reading) throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        use(dataDirectory, endpoint -> read(endpoint, reading));
    }

    /** Has something done with the broker; nothing is done where there is no log yet. */
    static void use(Path dataDirectory, Consumer<Endpoint> use) throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        Instant limit = Instant.now().plus(PATIENCE);
        while (true) {
            Optional<Endpoint> live = new Servers(dataDirectory).live();
            if (live.isPresent()) {
                use.accept(live.get());
                return;
            }
            if (!EmbeddedBroker.worksOn(dataDirectory)) {
                return;
            }
            try (EmbeddedBroker broker = EmbeddedBroker.startUnlisted(dataDirectory, Build.id())) {
                use.accept(broker.endpoint());
                return;
            } catch (DataDirectoryInUseException e) {
                // A server that starts or stops, or another command that reads: each is a matter of seconds.
                if (Instant.now().isAfter(limit)) {
                    throw new LogUnavailableException("The data directory " + dataDirectory + " has been in use for " + PATIENCE.toSeconds()
                            + " s by a process that serves nobody; `fuser " + dataDirectory.resolve("server.lock") + "` names it.", e);
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    /** Reads from a live broker. */
    static void read(Endpoint endpoint, Consumer<TopicReader> reading) {
        try (TopicReader reader = TopicReader.of(endpoint.settings())) {
            reading.accept(reader);
        }
    }
}
