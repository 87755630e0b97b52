package assay.log;

import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/** Failures of Kafka in words for people, in one line. */
final class Reasons {
    private static final String RIGHTS = ": let its operator give the rights that deploy/kafka/acls.sh lists";

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
            case SslAuthenticationException e -> where + " and this user do not trust each other's certificates (" + line(deepest(e)) + "): check ssl.* of the client properties, and until when both are valid";
            case AuthenticationException e -> where + " refused the login (" + line(e) + "): check security.protocol and sasl.* of the client properties";
            case TopicAuthorizationException e -> where + " lets this user not do that with topic " + String.join(", ", new TreeSet<>(e.unauthorizedTopics())) + RIGHTS;
            case TransactionalIdAuthorizationException refused -> where + " lets this user not write transactions under the name of this service (Write and Describe of its transactional id)" + RIGHTS;
            case GroupAuthorizationException e -> where + " lets this user not be in group " + e.groupId() + RIGHTS;
            case ClusterAuthorizationException e -> where + " lets this user write nothing (" + line(e) + ")" + RIGHTS;
            case AuthorizationException e -> where + " forbids it (" + line(e) + ")" + RIGHTS;
            case RecordTooLargeException e -> where + " takes no record of this size (" + line(e) + "): make the recipe and its files smaller";
            case TimeoutException e -> where + " does not answer (" + line(e) + "): check that it runs and that the address is right";
            case KafkaException e -> where + " failed: " + line(e);
            case LogUnavailableException e -> line(e);
            default -> "A bug of Assay's, please report it: " + cause;
        };
    }

    private static Throwable deepest(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null && inner.getCause() != inner) {
            inner = inner.getCause();
        }
        return inner;
    }

    /** The first line of a failure's message, or its kind. */
    static String line(Throwable failure) {
        return Optional.ofNullable(failure.getMessage()).flatMap(message -> message.lines().findFirst()).filter(line -> !line.isBlank())
                .orElseGet(() -> failure.getClass().getSimpleName());
    }
}
