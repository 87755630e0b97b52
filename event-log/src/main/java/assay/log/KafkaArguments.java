package assay.log;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a service that starts alone is told where Kafka is.
 *
 * @param settings the way to Kafka
 * @param layout   how topics are made when they are missing
 * @param snapshots where the loops keep what their next start need not read again
 * @param sharing   who works on which partition
 * @param checkOnly whether the topics are only looked at
 */
public record KafkaArguments(KafkaSettings settings, TopicLayout layout, Snapshots snapshots, Sharing sharing, boolean checkOnly) {
    static final String USAGE = "usage: --kafka-config FILE | --bootstrap-servers HOST:PORT[,…] [--kafka-config FILE] [--partitions N] [--state-dir DIR] [--instance NAME] [--check]\n"
            + "or in the environment: ASSAY_KAFKA_CONFIG, ASSAY_BOOTSTRAP_SERVERS, ASSAY_PARTITIONS, ASSAY_STATE_DIR, ASSAY_INSTANCE\n"
            + "--check looks at the topics, changes nothing, and says what is wrong with them";
    private static final String CHECK = "--check";
    private static final Map<String, String> OPTIONS = Map.of("--kafka-config", "ASSAY_KAFKA_CONFIG", "--bootstrap-servers", "ASSAY_BOOTSTRAP_SERVERS",
            "--partitions", "ASSAY_PARTITIONS", "--state-dir", "ASSAY_STATE_DIR", "--instance", "ASSAY_INSTANCE");

    /**
     * Reads the command line; what it leaves open comes from the environment.
     *
     * @throws IllegalArgumentException with what is wrong, for people
     */
    public static KafkaArguments parse(String[] args, Map<String, String> environment) {
        Map<String, String> given = new HashMap<>();
        OPTIONS.values().forEach(name -> given.put(name, environment.getOrDefault(name, "")));
        List<String> options = Arrays.stream(args).filter(argument -> !argument.equals(CHECK)).toList();
        for (int i = 0; i < options.size(); i += 2) {
            String variable = OPTIONS.get(options.get(i));
            if (variable == null || i + 1 == options.size()) {
                throw new IllegalArgumentException(variable == null ? "unknown option '" + options.get(i) + "'" : "option " + options.get(i) + " needs a value");
            }
            given.put(variable, options.get(i + 1));
        }
        return new KafkaArguments(settings(given.get("ASSAY_KAFKA_CONFIG"), given.get("ASSAY_BOOTSTRAP_SERVERS")), layout(given.get("ASSAY_PARTITIONS")),
                snapshots(given.get("ASSAY_STATE_DIR")), new Sharing.Group(given.get("ASSAY_INSTANCE")), List.of(args).contains(CHECK));
    }

    private static KafkaSettings settings(String file, String servers) {
        if (!file.isEmpty()) {
            return KafkaSettings.read(Path.of(file), servers);
        }
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("expected --kafka-config or --bootstrap-servers, but found neither");
        }
        return new KafkaSettings(servers, Map.of());
    }

    private static Snapshots snapshots(String directory) {
        return directory.isEmpty() ? Snapshots.none() : Snapshots.in(Path.of(directory).toAbsolutePath());
    }

    private static TopicLayout layout(String partitions) {
        if (partitions.isEmpty()) {
            return TopicLayout.SHARED;
        }
        if (!partitions.matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException("expected a number of partitions from 1 to 9999, but found '" + partitions + "'");
        }
        return new TopicLayout(Integer.parseInt(partitions), TopicLayout.SHARED.flushEachWrite());
    }
}
