package assay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.log.Endpoint;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A foreign client, which has nothing of Assay but the client properties of endpoint.json. */
final class Kcat {
    private static final Pattern LOGIN = Pattern.compile("username=\"([^\"]*)\" password=\"([^\"]*)\"");
    private static final JsonMapper MAPPER = new JsonMapper();
    private final Workbench workbench;
    private final Path configuration;

    private Kcat(Workbench workbench, Path configuration) {
        this.workbench = workbench;
        this.configuration = configuration;
    }

    /** Skips the test where there is no kcat. It spells the login in two properties of its own; that of Debian 12 cannot do SCRAM. */
    static Kcat of(Workbench workbench) throws IOException {
        assumeTrue(List.of(System.getenv("PATH").split(File.pathSeparator)).stream().anyMatch(directory -> new File(directory, "kcat").canExecute()),
                "no kcat on PATH; `dev/test --install` installs it");
        Endpoint endpoint = Endpoint.read(workbench.data()).orElseThrow();
        Map<String, String> client = endpoint.client();
        Matcher login = LOGIN.matcher(client.get("sasl.jaas.config"));
        assertThat(login.find()).isTrue();
        return new Kcat(workbench, Files.writeString(workbench.directory().resolve("kcat.conf"), """
                bootstrap.servers=%s
                security.protocol=%s
                sasl.mechanism=PLAIN
                sasl.username=%s
                sasl.password=%s
                """.formatted(endpoint.address(), client.get("security.protocol"), login.group(1), login.group(2))));
    }

    /** Fails unless the topic holds events of the run, each one plain JSON object with the attributes of CloudEvents 1.0 in its headers. */
    void assertPlainCloudEvents(String topic, String run) {
        Ended ended = workbench.start(List.of("kcat", "-F", configuration.toString(), "-C", "-e", "-q", "-t", topic, "-o", "beginning", "-f", "%k\\t%h\\t%s\\n"))
                .await(Duration.ofSeconds(20));
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        List<String[]> records = ended.out().lines().map(line -> line.split("\t", 3)).filter(parts -> parts[0].equals(run)).toList();
        assertThat(records).as(topic).isNotEmpty().allSatisfy(parts -> {
            assertThat(headers(parts[1])).containsEntry("ce_specversion", "1.0").containsEntry("content-type", "application/json")
                    .containsEntry("ce_correlationid", run).containsKeys("ce_id", "ce_type", "ce_source", "ce_time", "ce_subject");
            assertThat(MAPPER.readTree(parts[2]).isObject()).as(parts[2]).isTrue();
        });
    }

    /** Puts one bare record into the inbox. */
    void publish(String run, String type, String json) throws IOException {
        Path message = Files.writeString(workbench.directory().resolve("message.json"), json);
        Ended ended = workbench.start(List.of("kcat", "-F", configuration.toString(), "-P", "-t", "assay.recipes", "-k", run, "-H", "ce_type=" + type, message.toString()))
                .await(Duration.ofSeconds(20));
        assertThat(ended.exitCode()).as(ended.err()).isZero();
    }

    private static Map<String, String> headers(String text) {
        return List.of(text.split(",")).stream().map(header -> header.split("=", 2)).collect(Collectors.toMap(header -> header[0], header -> header[1]));
    }
}
