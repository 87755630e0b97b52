package assay.kafka;

import assay.log.KafkaSettings;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** A Kafka of three nodes, each a process of its own; everything stands on all three, and two have to acknowledge it. */
final class ThreeBrokers implements AutoCloseable {
    private static final int NODES = 3;
    private final List<JavaProcess> nodes = new ArrayList<>();
    private final List<String> addresses;

    private ThreeBrokers(List<String> addresses) {
        this.addresses = addresses;
    }

    static ThreeBrokers start(Path directory) throws Exception {
        List<String> addresses = loopback();
        List<String> controllers = loopback();
        String voters = IntStream.rangeClosed(1, NODES).mapToObj(node -> node + "@" + controllers.get(node - 1)).collect(Collectors.joining(","));
        String cluster = Uuid.randomUuid().toString();
        ThreeBrokers brokers = new ThreeBrokers(addresses);
        for (int node = 1; node <= NODES; node++) {
            Properties settings = new Properties();
            settings.putAll(Map.ofEntries(Map.entry("node.id", String.valueOf(node)), Map.entry("log.dirs", directory.resolve("node" + node).toString()),
                    Map.entry("controller.quorum.voters", voters), Map.entry("listeners", "CLIENT://" + addresses.get(node - 1) + ",CONTROLLER://" + controllers.get(node - 1)),
                    Map.entry("advertised.listeners", "CLIENT://" + addresses.get(node - 1)), Map.entry("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                    Map.entry("default.replication.factor", "3"), Map.entry("min.insync.replicas", "2"), Map.entry("offsets.topic.replication.factor", "3"),
                    Map.entry("transaction.state.log.replication.factor", "3"), Map.entry("transaction.state.log.min.isr", "2")));
            Path file = directory.resolve("node" + node + ".properties");
            try (Writer writer = Files.newBufferedWriter(file)) {
                settings.store(writer, "one of three");
            }
            brokers.nodes.add(JavaProcess.start(KafkaNode.class, directory.resolve("node" + node + ".log"), Map.of(), file.toString(), cluster));
        }
        for (JavaProcess node : brokers.nodes) {
            node.await(KafkaNode.READY);
        }
        return brokers;
    }

    private static List<String> loopback() throws IOException {
        List<String> addresses = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            addresses.add("127.0.0.1:" + KafkaNode.freePort());
        }
        return addresses;
    }

    KafkaSettings settings() {
        return new KafkaSettings(String.join(",", addresses), Map.of());
    }

    /** Kills the node that leads a partition. */
    void killLeader(String topic, int partition) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", String.join(",", addresses)))) {
            int leader = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().get(partition).leader().id();
            nodes.get(leader - 1).kill();
        }
    }

    @Override
    public void close() {
        nodes.forEach(JavaProcess::close);
    }
}
