package assay.cli;

import assay.log.DataDirectoryInUseException;
import assay.log.DataDirectoryUnsuitableException;
import assay.log.EmbeddedBroker;
import assay.log.Endpoint;
import assay.log.LogUnavailableException;
import assay.log.TopicReader;
import assay.log.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the log of a data directory. Where no server is live, a broker alone is started in this process for as long as the reading takes: no
 * Assay service runs, and nothing is done to any run.
 */
final class LogAccess {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private LogAccess() {
    }

    /** What somebody makes of the log, begun anew when the server dies meanwhile; empty where there is no log yet. */
    static <T> Optional<T> read(Path dataDirectory, Function<TopicReader, T> reading) throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        return ask(dataDirectory, endpoint -> read(endpoint, reading));
    }

    /** The same of a live broker. */
    static <T> T read(Endpoint endpoint, Function<TopicReader, T> reading) {
        try (TopicReader reader = TopicReader.of(endpoint.settings())) {
            return reading.apply(reader);
        }
    }

    /** The id of the log, which is part of every token; empty where there is no log yet. */
    static Optional<String> id(Path dataDirectory) throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        return ask(dataDirectory, endpoint -> {
            try (Topics topics = Topics.of(endpoint.settings())) {
                return topics.logId();
            }
        });
    }

    private static <T> Optional<T> ask(Path dataDirectory, Function<Endpoint, T> question) throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        Instant limit = Instant.now().plus(PATIENCE);
        while (true) {
            Optional<Endpoint> live = new Servers(dataDirectory).live();
            if (live.isPresent()) {
                Optional<T> answer = askLive(live.get(), question);
                if (answer.isPresent()) {
                    return answer;
                }
                continue;
            }
            if (!EmbeddedBroker.worksOn(dataDirectory)) {
                return Optional.empty();
            }
            try (EmbeddedBroker broker = EmbeddedBroker.startUnlisted(dataDirectory, Build.id())) {
                return Optional.of(question.apply(broker.endpoint()));
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

    /** Empty when the server was killed a moment ago, or is while it is asked. */
    private static <T> Optional<T> askLive(Endpoint endpoint, Function<Endpoint, T> question) {
        try {
            return Optional.of(question.apply(endpoint));
        } catch (LogUnavailableException e) {
            if (endpoint.live()) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
