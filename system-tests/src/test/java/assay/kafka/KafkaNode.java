package assay.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** One node of a Kafka outside, as a site runs it: broker and controller, with whatever settings; in this JVM, or alone in one that can be killed. */
public final class KafkaNode implements AutoCloseable {
    static final String READY = "the node is ready";
    private static final Map<String, String> SMALL = Map.ofEntries(Map.entry("process.roles", "broker,controller"), Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("inter.broker.listener.name", "CLIENT"), Map.entry("num.network.threads", "2"), Map.entry("num.io.threads", "2"), Map.entry("background.threads", "2"),
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"), Map.entry("log.segment.bytes", "16777216"), Map.entry("metric.reporters", ""),
            Map.entry("offsets.topic.num.partitions", "2"), Map.entry("transaction.state.log.num.partitions", "4"), Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"), Map.entry("auto.create.topics.enable", "false"), Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"), Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"));
    private final KafkaRaftServer server;

    private KafkaNode(KafkaRaftServer server) {
        this.server = server;
    }

    /** Formats the node's directory where that is new, and starts it; returns when clients can connect. */
    static KafkaNode start(Properties settings, String cluster, List<String> users) throws Exception {
        Properties all = new Properties();
        all.putAll(SMALL);
        all.putAll(settings);
        Path directory = Path.of(all.getProperty("log.dirs"));
        if (!Files.exists(directory.resolve("meta.properties"))) {
            Files.createDirectories(directory);
            try (PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
                new Formatter().setPrintStream(quiet).setNodeId(Integer.parseInt(all.getProperty("node.id"))).setClusterId(cluster).setDirectories(List.of(directory.toString()))
                        .setControllerListenerName("CONTROLLER").setMetadataLogDirectory(directory.toString()).setScramArguments(users).run();
            }
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(all, false), Time.SYSTEM);
        server.startup();
        return new KafkaNode(server);
    }

    /** Runs the node of a file of settings, in a cluster of that id, until the process is ended. */
    public static void main(String[] arguments) throws Exception {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            settings.load(reader);
        }
        try (KafkaNode node = start(settings, arguments[1], List.of())) {
            System.out.println(READY + ": " + node.server.getClass().getSimpleName());
            new CountDownLatch(1).await();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
