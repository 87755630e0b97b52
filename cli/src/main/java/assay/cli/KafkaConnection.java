package assay.cli;

import assay.events.RunId;
import assay.log.DataDirectoryUnsuitableException;
import assay.log.KafkaSettings;
import assay.log.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Services that share a Kafka with us: requests are published into it, and all else is read from it. */
record KafkaConnection(KafkaSettings settings) implements Connection, LogAccess {
    @Override
    public Log log(String... wanted) throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        return KafkaLog.read(this, Snapshots.none(), Imported.none(), wanted);
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

    @Override
    public <T> Optional<T> ask(Function<KafkaSettings, T> question) {
        return Optional.of(question.apply(settings));
    }
}
