package assay.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import assay.log.KafkaSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A Kafka as a careful site runs it: TLS, a user and password for everybody, and nobody may do what was not granted. */
final class GuardedKafka implements AutoCloseable {
    private static final String ADMIN = "admin";
    private static final String MECHANISM = "SCRAM-SHA-512";
    private static final Map<String, String> LOGINS = Map.of("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer", "super.users", "User:" + ADMIN,
            "sasl.enabled.mechanisms", MECHANISM, "sasl.mechanism.inter.broker.protocol", MECHANISM, "sasl.mechanism.controller.protocol", "PLAIN",
            "listener.name.controller.sasl.enabled.mechanisms", "PLAIN", "listener.name.controller.plain.sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"admin\" password=\"c\" user_admin=\"c\";");
    private final KafkaNode node;
    private final Certificates certificates;
    private final String address;
    private final String expired;

    private GuardedKafka(KafkaNode node, Certificates certificates, String address, String expired) {
        this.node = node;
        this.certificates = certificates;
        this.address = address;
        this.expired = expired;
    }

    static GuardedKafka start(Path directory) throws Exception {
        Certificates certificates = Certificates.in(directory);
        String address = "127.0.0.1:" + KafkaNode.freePort();
        String expired = "127.0.0.1:" + KafkaNode.freePort();
        Properties settings = new Properties();
        settings.putAll(network(directory, address, expired, "127.0.0.1:" + KafkaNode.freePort()));
        settings.putAll(LOGINS);
        settings.putAll(listener("client", certificates.server("server", "-1d"), certificates.trusted()));
        settings.putAll(listener("expired", certificates.server("expired", "-30d"), certificates.trusted()));
        KafkaNode node = KafkaNode.start(settings, Uuid.randomUuid().toString(), List.of(MECHANISM + "=[name=" + ADMIN + ",password=" + ADMIN + "]"));
        return new GuardedKafka(node, certificates, address, expired);
    }

    private static Map<String, String> network(Path directory, String address, String expired, String controller) {
        return Map.ofEntries(Map.entry("node.id", "1"), Map.entry("log.dirs", directory.resolve("kafka").toString()), Map.entry("controller.quorum.voters", "1@" + controller),
                Map.entry("listeners", "CLIENT://" + address + ",EXPIRED://" + expired + ",CONTROLLER://" + controller),
                Map.entry("advertised.listeners", "CLIENT://" + address + ",EXPIRED://" + expired),
                Map.entry("listener.security.protocol.map", "CLIENT:SASL_SSL,EXPIRED:SASL_SSL,CONTROLLER:SASL_PLAINTEXT"),
                Map.entry("offsets.topic.replication.factor", "1"), Map.entry("transaction.state.log.replication.factor", "1"), Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"), Map.entry("share.coordinator.state.topic.min.isr", "1"));
    }

    private static Map<String, String> listener(String name, Path keys, Path trusted) {
        String prefix = "listener.name." + name + ".";
        return Map.of(prefix + "scram-sha-512.sasl.jaas.config", login(ADMIN, ADMIN), prefix + "ssl.keystore.location", keys.toString(), prefix + "ssl.keystore.password", Certificates.PASSWORD,
                prefix + "ssl.keystore.type", "PKCS12", prefix + "ssl.truststore.location", trusted.toString(), prefix + "ssl.truststore.password", Certificates.PASSWORD,
                prefix + "ssl.truststore.type", "PKCS12");
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\"" + password + "\";";
    }

    /** How a user connects who knows the password, which is the name. */
    KafkaSettings as(String user) {
        return settings(address, user, user);
    }

    KafkaSettings admin() {
        return as(ADMIN);
    }

    KafkaSettings withPassword(String user, String password) {
        return settings(address, user, password);
    }

    /** By a listener whose certificate is no longer good. */
    KafkaSettings expired(String user) {
        return settings(expired, user, user);
    }

    private KafkaSettings settings(String server, String user, String password) {
        return new KafkaSettings(server, Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", MECHANISM, "sasl.jaas.config", login(user, password), "ssl.truststore.location",
                certificates.trusted().toString(), "ssl.truststore.password", Certificates.PASSWORD, "ssl.truststore.type", "PKCS12"));
    }

    /** Grants exactly what the script of the distribution grants, and makes a user of each name in it. */
    void grant() throws Exception {
        List<AclBinding> grants = new ArrayList<>();
        Set<String> users = new TreeSet<>();
        for (String command : script()) {
            Map<String, List<String>> options = options(command);
            users.add(options.get("allow-principal").getFirst().replaceFirst("User:", ""));
            grants.addAll(bindings(options));
        }
        try (Admin admin = Admin.create(connection())) {
            admin.createAcls(grants).all().get();
        }
        for (String user : users) {
            user(user);
        }
    }

    /** Makes a user whose password is the name. */
    void user(String name) throws Exception {
        try (Admin admin = Admin.create(connection())) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), name))).all().get();
        }
    }

    private Map<String, Object> connection() {
        Map<String, Object> connection = new HashMap<>(admin().client());
        connection.put("bootstrap.servers", address);
        return connection;
    }

    private List<String> script() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of("..", "deploy", "kafka", "acls.sh").toString(), "--bootstrap-server", address, "--print").redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }

    private static Map<String, List<String>> options(String command) {
        Map<String, List<String>> options = new HashMap<>();
        String[] words = command.split(" ");
        for (int i = 1; i + 1 < words.length; i++) {
            if (words[i].startsWith("--")) {
                options.computeIfAbsent(words[i].substring(2), name -> new ArrayList<>()).add(words[i + 1]);
            }
        }
        return options;
    }

    private static List<AclBinding> bindings(Map<String, List<String>> options) {
        Map<String, ResourceType> kinds = Map.of("topic", ResourceType.TOPIC, "group", ResourceType.GROUP, "transactional-id", ResourceType.TRANSACTIONAL_ID);
        String kind = kinds.keySet().stream().filter(options::containsKey).findFirst().orElseThrow();
        ResourcePattern resource = new ResourcePattern(kinds.get(kind), options.get(kind).getFirst(), PatternType.valueOf(options.get("resource-pattern-type").getFirst().toUpperCase(Locale.ROOT)));
        return options.get("operation").stream().map(operation -> new AclBinding(resource, new AccessControlEntry(options.get("allow-principal").getFirst(), "*",
                operation.equals("DescribeConfigs") ? AclOperation.DESCRIBE_CONFIGS : AclOperation.fromString(operation), AclPermissionType.ALLOW))).toList();
    }

    @Override
    public void close() {
        node.close();
    }
}
