package assay.cli;

import assay.log.KafkaSettings;
import java.util.Optional;
import java.util.function.Function;

/** Topics of a Kafka that is there, whoever looks after it. */
record KafkaAccess(KafkaSettings settings) implements LogAccess {
    @Override
    public <T> Optional<T> ask(Function<KafkaSettings, T> question) {
        return Optional.of(question.apply(settings));
    }
}
