package assay.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the server of a data directory is reached; stands in its {@code endpoint.json}, which only the owner may read.
 *
 * @param address   {@code host:port} of the broker
 * @param pid       of the server's process
 * @param host      that it runs on
 * @param build     of Assay
 * @param startedAt when
 * @param client    Kafka client properties, with the password
 */
public record Endpoint(String address, long pid, String host, String build, Instant startedAt, Map<String, String> client) {
    private static final String FILE = "endpoint.json";
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

    public Endpoint {
        client = Map.copyOf(client);
    }

    /**
     * Reads the endpoint of a data directory; empty when there is none.
     *
     * @throws IOException when the file cannot be read or is damaged
     */
    public static Optional<Endpoint> read(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve(FILE);
        try {
            return Optional.of(MAPPER.readValue(Files.readString(file), Endpoint.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new IOException("Expected an endpoint in " + file + ", but " + e.getOriginalMessage() + ". Stop the server and remove the file.", e);
        }
    }

    /** Writes the endpoint into a data directory, readable by the owner alone, whole or not at all. */
    public void write(Path dataDirectory) throws IOException {
        DataDirectory.writePrivately(dataDirectory.resolve(FILE), MAPPER.writeValueAsString(this) + "\n");
    }

    /**
     * True when the server still lives; to be asked on its own host. A process that began after the endpoint was written bears a pid that was
     * used again.
     */
    public boolean live() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).flatMap(process -> process.info().startInstant())
                .filter(started -> !started.isAfter(startedAt.plus(CLOCKS_DIFFER))).isPresent();
    }

    /** Takes the endpoint away: the server is no more. */
    static void remove(Path dataDirectory) throws IOException {
        Files.deleteIfExists(dataDirectory.resolve(FILE));
    }

    /** How Assay's own clients connect. */
    public KafkaSettings settings() {
        return new KafkaSettings(address, client);
    }

    /** The text of a standard client.properties file for other tools; holds the password. */
    public String clientProperties() {
        Map<String, String> all = new TreeMap<>(client);
        all.put("bootstrap.servers", address);
        return all.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue() + "\n").collect(Collectors.joining());
    }

    /** Without the client properties, which hold the password. */
    @Override
    public String toString() {
        return "Endpoint[address=" + address + ", pid=" + pid + ", host=" + host + ", build=" + build + ", startedAt=" + startedAt + "]";
    }
}
