package assay.cli;

import assay.log.DataDirectoryUnsuitableException;
import assay.log.KafkaSettings;
import assay.log.TopicReader;
import assay.log.Topics;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** Where the topics are that a command reads. */
interface LogAccess {
    /** Puts a question to Kafka; empty where there is no log yet. */
    <T> Optional<T> ask(Function<KafkaSettings, T> question) throws IOException, InterruptedException, DataDirectoryUnsuitableException;

    /** What somebody makes of the log, begun anew when the server dies meanwhile; empty where there is no log yet. */
    default <T> Optional<T> read(Function<TopicReader, T> reading) throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        return ask(settings -> read(settings, reading));
    }

    /** The same of a live broker. */
    static <T> T read(KafkaSettings settings, Function<TopicReader, T> reading) {
        try (TopicReader reader = TopicReader.of(settings)) {
            return reading.apply(reader);
        }
    }

    /** The id of the log, which is part of every token; empty where there is no log yet. */
    default Optional<String> id() throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        return ask(settings -> {
            try (Topics topics = Topics.of(settings)) {
                return topics.logId();
            }
        });
    }
}
