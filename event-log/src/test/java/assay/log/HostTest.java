package assay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--bootstrap-servers", "--partitions 0 --bootstrap-servers a:1", "--partitions x --bootstrap-servers a:1",
            "--kafka-config /no/such/file", "--partitions 1"})
    void shouldCallAWrongCommandLineMisuse(String line) {
        // given
        String[] args = line.split(" ");
        // when
        int exit = Host.run("assay-toy", args, surroundings -> {
            throw new AssertionError("It must not start");
        });
        // then
        assertThat(exit).isEqualTo(64);
    }

    @Test
    void shouldSayThatKafkaCannotBeReachedWithinItsLimit() throws IOException {
        // given
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        // when
        int exit = Host.run("assay-toy", new String[]{"--bootstrap-servers", "127.0.0.1:" + port}, surroundings -> {
            throw new AssertionError("It must not start");
        });
        // then
        assertThat(exit).isEqualTo(3);
    }

    @Test
    void shouldTakeWhatTheCommandLineLeavesOpenFromTheEnvironment() throws IOException {
        // given
        Path config = Files.writeString(directory.resolve("client.properties"), "bootstrap.servers=b:2\nsecurity.protocol=SASL_PLAINTEXT\n");
        Map<String, String> environment = Map.of("ASSAY_KAFKA_CONFIG", config.toString(), "ASSAY_PARTITIONS", "12", "ASSAY_INSTANCE", "host1");
        // when
        KafkaArguments arguments = KafkaArguments.parse(new String[]{"--bootstrap-servers", "a:1"}, environment);
        // then
        assertThat(arguments.settings().bootstrapServers()).isEqualTo("a:1");
        assertThat(arguments.settings().client()).containsEntry("security.protocol", "SASL_PLAINTEXT");
        assertThat(arguments.layout().partitions()).isEqualTo(12);
        assertThat(arguments.sharing()).isEqualTo(new Sharing.Group("host1"));
    }

    @Test
    void shouldNameTheOptionThatIsUnknown() {
        // given
        String[] args = {"--broker", "a:1"};
        // when
        Runnable parsing = () -> KafkaArguments.parse(args, Map.of());
        // then
        assertThatThrownBy(parsing::run).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("--broker");
    }
}
