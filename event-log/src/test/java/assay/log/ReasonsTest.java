package assay.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class ReasonsTest {
    private static final KafkaSettings SETTINGS = new KafkaSettings("kafka1:9092", Map.of("sasl.jaas.config", "s3cret"));

    @Test
    void shouldSayWhatFailedWhereAndWhatToDo() {
        assertThat(of(new SaslAuthenticationException("bad password"))).isEqualTo(
                "Kafka at kafka1:9092 refused the login (bad password): check security.protocol and sasl.* of the client properties");
        assertThat(of(new TopicAuthorizationException(Set.of("assay.jobs")))).isEqualTo(
                "Kafka at kafka1:9092 lets this user not do that with topic assay.jobs: let its operator give the rights that deploy/kafka/acls.sh lists");
        assertThat(of(new ClusterAuthorizationException("no right"))).startsWith("Kafka at kafka1:9092 lets this user write nothing (no right): let its operator");
        assertThat(of(new TimeoutException("no node"))).startsWith("Kafka at kafka1:9092 does not answer (no node): check that it runs");
        assertThat(of(new RecordTooLargeException("2 MB"))).contains("takes no record of this size (2 MB)");
        assertThat(of(new KafkaException("first line\nsecond line"))).isEqualTo("Kafka at kafka1:9092 failed: first line");
        assertThat(of(new IllegalStateException("oops"))).contains("A bug of Assay's", "oops");
    }

    @Test
    void shouldGiveUpAtOnceOnlyWhenTryingAgainCannotHelp() {
        assertThat(Reasons.refused(new ExecutionException(new SaslAuthenticationException("bad password")))).isTrue();
        assertThat(Reasons.refused(new TopicAuthorizationException("no right"))).isTrue();
        assertThat(Reasons.refused(new TimeoutException("no node"))).isFalse();
    }

    @Test
    void shouldKeepSecretsOutOfWhatIsPrinted() {
        assertThat(SETTINGS.toString()).contains("kafka1:9092", "sasl.jaas.config").doesNotContain("s3cret");
    }

    private static String of(Exception failure) {
        return Reasons.of(SETTINGS, new ExecutionException(failure));
    }
}
