package assay.log;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;

/**
 * The embedded broker's port and passwords. The clients' password is kept with the data, because it stands in the broker's own metadata, and so
 * is the port where it is still free: clients outlive a restart. The controller's is new in every process.
 */
record BrokerSecrets(int port, String password, int controllerPort, String controllerPassword) {
    static final String USER = "assay";
    static final String MECHANISM = "SCRAM-SHA-256";
    private static final String FILE = "broker.properties";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PASSWORD_BYTES = 24;

    static BrokerSecrets of(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve(FILE);
        Properties kept = new Properties();
        if (Files.exists(file)) {
            kept.load(new StringReader(Files.readString(file)));
        }
        String password = kept.getProperty("password", drawn());
        int port = free(Integer.parseInt(kept.getProperty("port", "0")));
        write(file, port, password);
        return new BrokerSecrets(port, password, free(0), drawn());
    }

    private static void write(Path file, int port, String password) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("port", String.valueOf(port));
        properties.setProperty("password", password);
        StringWriter text = new StringWriter();
        properties.store(text, "Assay's embedded broker; keep it secret");
        DataDirectory.writePrivately(file, text.toString());
    }

    private static String drawn() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static int free(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            if (wanted == 0) {
                throw e;
            }
            return free(0);
        }
    }

    /** What a client needs. */
    Map<String, String> client() {
        return Map.of("security.protocol", "SASL_PLAINTEXT", "sasl.mechanism", MECHANISM, "sasl.jaas.config", clientLogin());
    }

    String clientLogin() {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER + "\" password=\"" + password + "\";";
    }

    /** The broker's own side of PLAIN: the same user and password, for clients that cannot do SCRAM. */
    String plainLogin() {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required user_" + USER + "=\"" + password + "\";";
    }

    String controllerLogin() {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + USER + "\" password=\"" + controllerPassword
                + "\" user_" + USER + "=\"" + controllerPassword + "\";";
    }

    /** What the broker's metadata begins with. */
    String scramArgument() {
        return MECHANISM + "=[name=" + USER + ",password=" + password + "]";
    }

    @Override
    public String toString() {
        return "BrokerSecrets[port=" + port + "]";
    }
}
