package assay.log;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.Exit;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka node (broker and controller) in this process; the only class that sees the broker's insides. Listens on loopback, where every user of
 * the host can connect, so both listeners want a password. Acknowledged records survive a kill -9.
 *
 * <p>A broker that fails ends the whole process after saying why: what it acknowledged is safe, what it would do next is not.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final int NODE = 1;
    private static final String LOOPBACK = "127.0.0.1";
    private static final String META = "meta.properties";

    private final DataDirectory directory;
    private final KafkaRaftServer server;
    private final Endpoint endpoint;

    private EmbeddedBroker(DataDirectory directory, KafkaRaftServer server, Endpoint endpoint) {
        this.directory = directory;
        this.server = server;
        this.endpoint = endpoint;
    }

    /**
     * Starts the node of a data directory, which is made if it is missing; returns when clients can connect and endpoint.json is written.
     *
     * @param build of Assay, for endpoint.json
     * @throws DataDirectoryInUseException      when another process works on the directory
     * @throws DataDirectoryUnsuitableException when the directory cannot hold a log
     * @throws IOException                      when the node cannot be started, with the reason
     */
    public static EmbeddedBroker start(Path dataDirectory, String build)
            throws IOException, DataDirectoryInUseException, DataDirectoryUnsuitableException {
        EmbeddedBroker broker = startUnlisted(dataDirectory, build);
        broker.endpoint.write(broker.directory.path());
        return broker;
    }

    /** The same without endpoint.json, for a process that only reads: nobody else finds this node. */
    public static EmbeddedBroker startUnlisted(Path dataDirectory, String build)
            throws IOException, DataDirectoryInUseException, DataDirectoryUnsuitableException {
        DataDirectory directory = DataDirectory.open(dataDirectory);
        try {
            Endpoint.remove(directory.path());
            failLoudly();
            BrokerSecrets secrets = BrokerSecrets.of(directory.path());
            format(directory.broker(), secrets);
            KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties(directory.broker(), secrets), false), Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(directory, server, new Endpoint(LOOPBACK + ":" + secrets.port(), ProcessHandle.current().pid(), host(), build,
                    Instant.now(), secrets.client()));
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw new IOException("The embedded Kafka of " + dataDirectory + " did not start: " + Reasons.line(e), e);
        }
    }

    /** True when a node ever worked on this data directory. */
    public static boolean worksOn(Path dataDirectory) {
        return Files.exists(DataDirectory.broker(dataDirectory).resolve(META));
    }

    /**
     * Says whether a directory can be a data directory, and makes none: its file system, or that on which it would be made, is looked at.
     *
     * @return the kind of file system
     */
    public static String checkSuitable(Path dataDirectory) throws IOException, DataDirectoryUnsuitableException {
        Path there = dataDirectory.toAbsolutePath().normalize();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw new AccessDeniedException(there.toString());
        }
        String type = Files.getFileStore(there).type();
        DataDirectory.checkLocal(dataDirectory, type);
        return type;
    }

    /** The node's fault handlers end the process; without these procedures they would do so without a word. */
    private static void failLoudly() {
        Exit.setHaltProcedure(EmbeddedBroker::fail);
        Exit.setExitProcedure(EmbeddedBroker::fail);
    }

    private static void fail(int status, String message) {
        System.err.println("assay: the embedded Kafka failed and ends this server (status " + status + "): "
                + (message == null ? "see the log for the reason" : message) + ". What was acknowledged is kept; start the server again.");
        Runtime.getRuntime().halt(status == 0 ? 1 : status);
    }

    private static void format(Path directory, BrokerSecrets secrets) throws IOException {
        if (Files.exists(directory.resolve(META))) {
            return;
        }
        try (PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Files.createDirectories(directory);
            new Formatter().setPrintStream(quiet).setNodeId(NODE).setClusterId(Uuid.randomUuid().toString()).setDirectories(List.of(directory.toString()))
                    .setControllerListenerName("CONTROLLER").setMetadataLogDirectory(directory.toString()).setScramArguments(List.of(secrets.scramArgument())).run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("it could not format " + directory + ": " + Reasons.line(e), e);
        }
    }

    private static Properties properties(Path directory, BrokerSecrets secrets) {
        Properties all = new Properties();
        all.putAll(network(secrets));
        all.putAll(oneNode());
        all.putAll(smallMachine());
        all.setProperty("log.dirs", directory.toString());
        return all;
    }

    private static Map<String, String> network(BrokerSecrets secrets) {
        String controller = LOOPBACK + ":" + secrets.controllerPort();
        return Map.ofEntries(Map.entry("process.roles", "broker,controller"), Map.entry("node.id", String.valueOf(NODE)),
                Map.entry("listeners", "CLIENT://" + LOOPBACK + ":" + secrets.port() + ",CONTROLLER://" + controller),
                Map.entry("advertised.listeners", "CLIENT://" + LOOPBACK + ":" + secrets.port()),
                Map.entry("listener.security.protocol.map", "CLIENT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "CLIENT"), Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("controller.quorum.voters", NODE + "@" + controller),
                Map.entry("sasl.mechanism.inter.broker.protocol", BrokerSecrets.MECHANISM), Map.entry("sasl.mechanism.controller.protocol", "PLAIN"),
                Map.entry("listener.name.client.sasl.enabled.mechanisms", BrokerSecrets.MECHANISM + ",PLAIN"),
                // librdkafka before 2.6.1 (kcat and others on Debian 12) cannot do SCRAM with a Kafka of today; on loopback PLAIN tells nobody the password.
                Map.entry("listener.name.client.plain.sasl.jaas.config", secrets.plainLogin()),
                Map.entry("listener.name.client.scram-sha-256.sasl.jaas.config", secrets.clientLogin()),
                Map.entry("listener.name.controller.sasl.enabled.mechanisms", "PLAIN"),
                Map.entry("listener.name.controller.plain.sasl.jaas.config", secrets.controllerLogin()));
    }

    private static Map<String, String> oneNode() {
        return Map.ofEntries(Map.entry("offsets.topic.replication.factor", "1"), Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"), Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"), Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"), Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"), Map.entry("auto.create.topics.enable", "false"),
                // A node that was killed is let in again only when its old session is over.
                Map.entry("broker.session.timeout.ms", "2000"), Map.entry("broker.heartbeat.interval.ms", "300"),
                Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"), Map.entry("log.retention.ms", "-1"),
                Map.entry("compression.type", "producer"));
    }

    private static Map<String, String> smallMachine() {
        return Map.of("num.network.threads", "2", "num.io.threads", "2", "background.threads", "2", "num.recovery.threads.per.data.dir", "2",
                "log.cleaner.dedupe.buffer.size", "4194304", "log.segment.bytes", "67108864", "metric.reporters", "");
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Where it is reached. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Takes endpoint.json away: whoever looks from now on finds no server here, while who is connected stays so. */
    public void unlist() {
        try {
            Endpoint.remove(directory.path());
        } catch (IOException e) {
            // A stale endpoint names a process that is gone, which its readers have to expect anyway.
        }
    }

    /** Stops the node and takes endpoint.json away. Close all clients first, or they will complain. */
    @Override
    public void close() {
        unlist();
        server.shutdown();
        server.awaitShutdown();
        try {
            directory.close();
        } catch (IOException e) {
            // The lock goes with the process.
        }
    }
}
