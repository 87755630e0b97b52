package assay.log;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How to reach Kafka. Client properties are passed through untranslated; they may hold secrets and are never printed.
 *
 * @param bootstrapServers {@code host:port[,host:port]}
 * @param client           any further client property, such as {@code security.protocol}
 */
public record KafkaSettings(String bootstrapServers, Map<String, String> client) {
    private static final String BOOTSTRAP = "bootstrap.servers";

    public KafkaSettings {
        client = Collections.unmodifiableMap(new TreeMap<>(client));
    }

    /**
     * Reads a standard client.properties file.
     *
     * @param bootstrapServers what takes precedence over the file's own {@code bootstrap.servers}; may be empty
     * @throws IllegalArgumentException when neither names a server
     * @throws UncheckedIOException     when the file cannot be read
     */
    public static KafkaSettings read(Path file, String bootstrapServers) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the Kafka client properties " + file + ": " + (e instanceof NoSuchFileException ? "there is no such file" : e.getMessage()), e);
        }
        Map<String, String> client = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> client.put(name, properties.getProperty(name)));
        String named = client.remove(BOOTSTRAP);
        String servers = bootstrapServers.isEmpty() && named != null ? named : bootstrapServers;
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("Expected bootstrap.servers in " + file + " or --bootstrap-servers, but found neither");
        }
        return new KafkaSettings(servers, client);
    }

    /** The properties of a client: the given ones over the user's, since a promise depends on each of them. */
    Map<String, Object> with(Map<String, ?> own) {
        Map<String, Object> all = new HashMap<>(client);
        all.put(BOOTSTRAP, bootstrapServers);
        all.putAll(own);
        return all;
    }

    /** Names the servers and the keys of the client properties, and none of their values. */
    @Override
    public String toString() {
        return "KafkaSettings[bootstrapServers=" + bootstrapServers + ", client=" + client.keySet() + "]";
    }
}
