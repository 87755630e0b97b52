package assay.cli;

import assay.events.Envelope;
import assay.events.JobEvent.ReportPublished;
import assay.events.Token;
import assay.events.recipe.Location;
import assay.log.DataDirectoryInUseException;
import assay.log.DataDirectoryUnsuitableException;
import assay.log.Endpoint;
import assay.log.KafkaSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a program that has Assay's services adds to the command line: commands, and what commands can do only where the services are at hand. */
public interface Extension {
    /** Commands of its own, in the order in which the help shows them. */
    List<Object> commands();

    /** Whether it can start servers at all. */
    boolean startsServers();

    /**
     * Starts the server of a data directory in the background; returns when it is live.
     *
     * @param say where messages go
     */
    Endpoint start(Path dataDirectory, Consumer<String> say) throws IOException, InterruptedException;

    /** Hosts all services in this process. */
    Hosted host(Path dataDirectory) throws IOException, DataDirectoryInUseException, DataDirectoryUnsuitableException;

    /** Puts a question to a log that no server is live on, and to which nothing is done; empty where there is no log yet. */
    <T> Optional<T> ask(Path dataDirectory, Function<KafkaSettings, T> question) throws IOException, DataDirectoryInUseException, DataDirectoryUnsuitableException;

    /** The report of a run, made again from its events. */
    Remade report(List<Envelope> events);

    /**
     * Prints logs of jobs that only the cluster sees; how many there were.
     *
     * @param heading is told each file's name before its text comes
     */
    long printLogs(Path dataDirectory, Location location, String runDirectory, List<Token> tokens, BiConsumer<Token, String> heading);

    /** Does what is asked of the cache of staged things; gives the exit code. */
    int lookAfter(CacheOptions asked, Path dataDirectory);

    /** Where the user's secrets are. */
    Path secrets();

    /** All services in this process, until closed. */
    interface Hosted extends AutoCloseable {
        /** Where they are found. */
        Endpoint endpoint();

        @Override
        void close();
    }

    /** A report that was made again. */
    interface Remade {
        /** Writes the files into a directory, as of now; gives their paths. */
        List<Path> write(Path directory, Instant now) throws IOException;

        /** Compares with what was published: made again with the time that the published files bear, each must have the same SHA-256. */
        List<Compared> compare(ReportPublished published);
    }

    /** How a file that was made again compares with the published one. */
    record Compared(String name, Comparison comparison, String words) {
    }

    /** Whether two files are the same. */
    enum Comparison {
        EQUAL, DIFFERENT, UNKNOWN
    }
}
