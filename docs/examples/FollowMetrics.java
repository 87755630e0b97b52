import java.io.FileReader;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints samples as they come: {@code java -cp 'kafka-clients.jar:slf4j-api.jar:lz4-java.jar' FollowMetrics.java client.properties}. */
class FollowMetrics {
    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        properties.load(new FileReader(arguments[0]));
        properties.put("group.id", "ext-metrics-java");
        properties.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("assay.metrics"));
            while (true) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    System.out.println(record.key() + " " + new String(record.headers().lastHeader("ce_type").value()) + " " + record.value());
                }
            }
        }
    }
}
