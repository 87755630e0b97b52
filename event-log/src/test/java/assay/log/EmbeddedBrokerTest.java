package assay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.events.RunId;
import assay.events.Topic;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedBrokerTest {

    @Test
    void shouldKeepItsDataAndPasswordFromOtherUsers() throws IOException {
        // given
        Topics topics = SharedBroker.topics();
        // when
        Endpoint endpoint = Endpoint.read(SharedBroker.directory()).orElseThrow();
        // then
        assertThat(mode(SharedBroker.directory())).isEqualTo("rwx------");
        assertThat(mode(SharedBroker.directory().resolve("endpoint.json"))).isEqualTo("rw-------");
        assertThat(mode(SharedBroker.directory().resolve("broker.properties"))).isEqualTo("rw-------");
        assertThat(endpoint.settings()).isEqualTo(topics.settings());
        assertThat(endpoint.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(endpoint.clientProperties()).contains("bootstrap.servers=127.0.0.1:", "security.protocol=SASL_PLAINTEXT", "password=");
        assertThat(endpoint.toString() + endpoint.settings()).doesNotContain(password(endpoint));
    }

    @Test
    void shouldRefuseAWrongPassword() throws IOException {
        // given
        Endpoint endpoint = endpoint();
        Map<String, String> client = new HashMap<>(endpoint.client());
        client.computeIfPresent("sasl.jaas.config", (name, login) -> login.replace(password(endpoint), "guessed"));
        // when
        KafkaSettings settings = new KafkaSettings(endpoint.address(), client);
        // then
        assertThatThrownBy(() -> Topics.open(settings, TopicLayout.EMBEDDED)).isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("refused the login").hasMessageContaining("sasl.*");
    }

    @Test
    void shouldRefuseAClientWithoutLogin() throws IOException {
        // given
        Map<String, Object> plain = Map.of("bootstrap.servers", endpoint().address(), "request.timeout.ms", 1_000, "default.api.timeout.ms", 1_500);
        // when
        try (Admin admin = Admin.create(plain)) {
            // then
            assertThatThrownBy(() -> admin.listTopics().names().get()).isInstanceOf(ExecutionException.class);
            admin.close(Duration.ZERO);
        }
    }

    @Test
    void shouldLetOneServerAtATimeWorkOnADirectory() {
        // given
        SharedBroker.topics();
        // when, then
        assertThatThrownBy(() -> EmbeddedBroker.start(SharedBroker.directory(), "test")).isInstanceOf(DataDirectoryInUseException.class)
                .hasMessageContaining("in use by another server").hasMessageContaining("--data-dir");
        assertThatCode(EmbeddedBrokerTest::endpoint).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nfs4", "lustre", "gpfs", "beegfs", "fuse.ceph", "cifs"})
    void shouldRefuseANetworkFileSystem(String fileSystem) {
        assertThatThrownBy(() -> DataDirectory.checkLocal(Path.of("/home/ada"), fileSystem)).isInstanceOf(DataDirectoryUnsuitableException.class)
                .hasMessageContaining("/home/ada is on a network file system (" + fileSystem + ")").hasMessageContaining("--data-dir");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "9p"})
    void shouldTakeALocalFileSystem(String fileSystem) {
        assertThatCode(() -> DataDirectory.checkLocal(Path.of("/var/tmp"), fileSystem)).doesNotThrowAnyException();
    }

    @Test
    void shouldSayWhetherADirectoryWouldDoWithoutMakingIt(@TempDir Path directory) throws Exception {
        // given
        Path file = Files.createFile(directory.resolve("file"));

        // then
        assertThat(EmbeddedBroker.checkSuitable(directory.resolve("a/b"))).isEqualTo(Files.getFileStore(directory).type());
        assertThat(directory.resolve("a")).doesNotExist();
        assertThatThrownBy(() -> EmbeddedBroker.checkSuitable(file.resolve("b"))).isInstanceOf(AccessDeniedException.class).hasMessage(file.toString());
    }

    @Test
    void shouldMakeTopicsThatForgetNothing() throws Exception {
        // given
        Topics topics = SharedBroker.topics();
        List<ConfigResource> resources = List.of(resource(Topic.JOBS), resource(Topic.RECIPES), resource(Topic.METRICS));
        // when
        Map<ConfigResource, org.apache.kafka.clients.admin.Config> configs;
        try (Admin admin = Admin.create(topics.settings().with(Map.of()))) {
            configs = admin.describeConfigs(resources).all().get();
        }
        // then
        assertThat(configs.get(resource(Topic.JOBS)).get("retention.ms").value()).isEqualTo("-1");
        assertThat(configs.get(resource(Topic.JOBS)).get("flush.messages").value()).isEqualTo("1");
        assertThat(configs.get(resource(Topic.JOBS)).get("max.message.bytes").value()).isEqualTo("4194304");
        assertThat(configs.get(resource(Topic.RECIPES)).get("retention.ms").value()).isEqualTo("-1");
        assertThat(configs.get(resource(Topic.METRICS)).get("retention.ms").value()).isEqualTo("1209600000");
        assertThat(configs.values()).allMatch(config -> config.get("cleanup.policy").value().equals("delete"));
        assertThat(topics.logId()).matches("[a-z0-9]{8}");
        assertThat(topics.partitions(Topic.JOBS)).isOne();
        assertThat(topics.partitionOf(Topic.JOBS, new RunId("7k3q2mab9z"))).isZero();
    }

    @Test
    void shouldRefuseACompactedLogAndKeepItsPasswordAcrossRestarts() throws Exception {
        // given
        Path directory = Path.of("target", "broker-compacted-" + ProcessHandle.current().pid());
        String password;
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, "test"); Admin admin = Admin.create(broker.endpoint().settings().with(Map.of()))) {
            admin.createTopics(List.of(new NewTopic("assay.jobs", 1, (short) 1).configs(Map.of("cleanup.policy", "compact")))).all().get();
            password = password(broker.endpoint());
            // when, then
            assertThatThrownBy(() -> Topics.open(broker.endpoint().settings(), TopicLayout.EMBEDDED)).isInstanceOf(LogUnavailableException.class)
                    .hasMessageContaining("assay.jobs: cleanup.policy is compact, and must be delete");
        }
        assertThat(Endpoint.read(directory)).isEmpty();
        try (EmbeddedBroker again = EmbeddedBroker.start(directory, "test")) {
            assertThat(password(again.endpoint())).isEqualTo(password);
        } finally {
            SharedBroker.delete(directory);
        }
    }

    private static Endpoint endpoint() throws IOException {
        SharedBroker.topics();
        return Endpoint.read(SharedBroker.directory()).orElseThrow();
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    }

    private static String password(Endpoint endpoint) {
        return endpoint.client().get("sasl.jaas.config").replaceAll(".*password=\"([^\"]+)\".*", "$1");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
