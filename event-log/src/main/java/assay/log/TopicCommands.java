package assay.log;

import assay.events.Topic;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The commands of Kafka's own distribution by which its operator mends what is wrong for this user. Immutable. */
final class TopicCommands {
    private static final Pattern USER = Pattern.compile("username\\s*=\\s*\"([^\"]+)\"");
    private final KafkaSettings settings;

    TopicCommands(KafkaSettings settings) {
        this.settings = settings;
    }

    String set(Topic topic, String setting, String value) {
        return command("kafka-configs.sh") + " --alter --entity-type topics --entity-name " + topic.topicName() + " --add-config " + setting + "=" + value;
    }

    String create(Topic topic, int partitions, int replicas, Map<String, String> configs) {
        return command("kafka-topics.sh") + " --create --if-not-exists --topic " + topic.topicName() + " --partitions " + partitions + " --replication-factor " + replicas
                + configs.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(entry -> " --config " + entry.getKey() + "=" + entry.getValue()).collect(Collectors.joining());
    }

    /** Grants this user an operation on a resource such as {@code --topic assay.jobs}. */
    String allow(String operation, String resource) {
        return command("kafka-acls.sh") + " --add --allow-principal User:" + user() + " --operation " + operation + " " + resource;
    }

    String copies(Topic topic) {
        return command("kafka-reassign-partitions.sh") + " --execute --reassignment-json-file MORE-REPLICAS-OF-" + topic.topicName();
    }

    private String user() {
        Matcher login = USER.matcher(settings.client().getOrDefault("sasl.jaas.config", ""));
        return login.find() ? login.group(1) : "NAME";
    }

    private String command(String tool) {
        return tool + " --bootstrap-server " + settings.bootstrapServers() + (settings.client().containsKey("security.protocol") ? " --command-config ADMIN.properties" : "");
    }
}
