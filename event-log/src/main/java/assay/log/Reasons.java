package assay.log;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;

/** Failures of Kafka in words for people, in one line. */
final class Reasons {
    private Reasons() {
    }

    /** The failure behind the wrappers of futures. */
    static Throwable cause(Throwable failure) {
        Throwable inner = failure;
        while ((inner instanceof ExecutionException || inner instanceof CompletionException) && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    /** True when trying again cannot help. */
    static boolean refused(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof AuthenticationException || cause instanceof AuthorizationException;
    }

    /** What failed and what to do, naming the servers. */
    static String of(KafkaSettings settings, Throwable failure) {
        Throwable cause = cause(failure);
        String where = "Kafka at " + settings.bootstrapServers();
        return switch (cause) {
            case AuthenticationException e -> where + " refused the login (" + line(e) + "): check security.protocol and sasl.* of the client properties";
            case AuthorizationException e -> where + " forbids it (" + line(e) + "): ask its operator for the rights listed in the documentation";
            case RecordTooLargeException e -> where + " takes no record of this size (" + line(e) + "): make the recipe and its files smaller";
            case TimeoutException e -> where + " does not answer (" + line(e) + "): check that it runs and that the address is right";
            case KafkaException e -> where + " failed: " + line(e);
            case LogUnavailableException e -> line(e);
            default -> "A bug of Assay's, please report it: " + cause;
        };
    }

    /** The first line of a failure's message, or its kind. */
    static String line(Throwable failure) {
        return Optional.ofNullable(failure.getMessage()).flatMap(message -> message.lines().findFirst()).filter(line -> !line.isBlank())
                .orElseGet(() -> failure.getClass().getSimpleName());
    }
}
