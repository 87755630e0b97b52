package assay.log;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How a service that starts alone is told where Kafka is.
 *
 * @param settings the way to Kafka
 * @param layout   how topics are made when they are missing
 * @param snapshots where the loops keep what their next start need not read again
 */
public record KafkaArguments(KafkaSettings settings, TopicLayout layout, Snapshots snapshots) {
    static final String USAGE = "usage: --kafka-config FILE | --bootstrap-servers HOST:PORT[,…] [--kafka-config FILE] [--partitions N] [--state-dir DIR]\n"
            + "or in the environment: ASSAY_KAFKA_CONFIG, ASSAY_BOOTSTRAP_SERVERS, ASSAY_PARTITIONS, ASSAY_STATE_DIR";
    private static final Map<String, String> OPTIONS = Map.of("--kafka-config", "ASSAY_KAFKA_CONFIG", "--bootstrap-servers", "ASSAY_BOOTSTRAP_SERVERS",
            "--partitions", "ASSAY_PARTITIONS", "--state-dir", "ASSAY_STATE_DIR");

    /**
     * Reads the command line; what it leaves open comes from the environment.
     *
     * @throws IllegalArgumentException with what is wrong, for people
     */
    public static KafkaArguments parse(String[] args, Map<String, String> environment) {
        Map<String, String> given = new HashMap<>();
        OPTIONS.values().forEach(name -> given.put(name, environment.getOrDefault(name, "")));
        for (int i = 0; i < args.length; i += 2) {
            String variable = OPTIONS.get(args[i]);
            if (variable == null || i + 1 == args.length) {
                throw new IllegalArgumentException(variable == null ? "unknown option '" + args[i] + "'" : "option " + args[i] + " needs a value");
            }
            given.put(variable, args[i + 1]);
        }
        return new KafkaArguments(settings(given.get("ASSAY_KAFKA_CONFIG"), given.get("ASSAY_BOOTSTRAP_SERVERS")), layout(given.get("ASSAY_PARTITIONS")),
                snapshots(given.get("ASSAY_STATE_DIR")));
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
