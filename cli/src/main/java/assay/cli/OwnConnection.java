package assay.cli;

import assay.events.RunId;
import assay.log.DataDirectoryInUseException;
import assay.log.DataDirectoryUnsuitableException;
import assay.log.Endpoint;
import assay.log.KafkaSettings;
import assay.log.LogUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The server of a data directory. Where none is live, its log is read all the same, by a broker alone for as long as that takes; who asks for
 * something has one started.
 */
public final class OwnConnection implements Connection, LogAccess {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private final Path dataDirectory;
    private final Extension extension;

    /** Of this directory. */
    public OwnConnection(Path dataDirectory, Extension extension) {
        this.dataDirectory = dataDirectory;
        this.extension = extension;
    }

    /** The directory. */
    Path dataDirectory() {
        return dataDirectory;
    }

    /** Its server. */
    public Servers servers() {
        return new Servers(dataDirectory, extension);
    }

    @Override
    public KafkaLog log(String... wanted) throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        return KafkaLog.read(this, servers().kept(), Imported.of(dataDirectory), wanted);
    }

    @Override
    public Session session(Consumer<String> say) throws IOException, InterruptedException {
        return KafkaSession.of(servers().liveOrStarted(say), servers());
    }

    @Override
    public boolean far() {
        return false;
    }

    @Override
    public JobLogs logs() {
        return new LogsHere(extension, dataDirectory);
    }

    @Override
    public Place place(RunId run, String outputDirectory) {
        return Place.here(Path.of(outputDirectory));
    }

    @Override
    public <T> Optional<T> ask(Function<KafkaSettings, T> question) throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        Instant limit = Instant.now().plus(PATIENCE);
        while (true) {
            Optional<Endpoint> live = servers().live();
            if (live.isPresent()) {
                Optional<T> answer = askLive(live.get(), question);
                if (answer.isPresent()) {
                    return answer;
                }
                continue;
            }
            try {
                return extension.ask(dataDirectory, question);
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
    private static <T> Optional<T> askLive(Endpoint endpoint, Function<KafkaSettings, T> question) {
        try {
            return Optional.of(question.apply(endpoint.settings()));
        } catch (LogUnavailableException e) {
            if (endpoint.live()) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
