package assay.cli;

import assay.events.RunId;
import assay.log.DataDirectoryUnsuitableException;
import assay.log.KafkaSettings;
import assay.log.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Services that share a Kafka with us: requests are published into it, and all else is read from it.
 *
 * @param logs where the logs of jobs are seen from here
 */
record KafkaConnection(KafkaSettings settings, JobLogs logs) implements Connection {
    @Override
    public Log log(String... wanted) throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        return KafkaLog.read(new KafkaAccess(settings), Snapshots.none(), Imported.none(), wanted);
    }

    @Override
    public Session session(Consumer<String> say) {
        return KafkaSession.of(settings);
    }

    @Override
    public boolean far() {
        return false;
    }

    @Override
    public Place place(RunId run, String outputDirectory) {
        return Place.here(Path.of(outputDirectory));
    }
}
