package assay.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority to be thrown away, and what it signed; made by the JDK's keytool. */
public final class Certificates {
    static final String PASSWORD = "throw-away";
    private final Path directory;

    private Certificates(Path directory) {
        this.directory = directory;
    }

    /** A new authority, whose files stand in a directory. */
    public static Certificates in(Path directory) throws IOException, InterruptedException {
        Certificates certificates = new Certificates(directory);
        certificates.keytool("-genkeypair", "-alias", "ca", "-dname", "CN=throw-away CA", "-ext", "bc:c", "-validity", "7", "-keystore", "ca.p12");
        certificates.keytool("-exportcert", "-rfc", "-alias", "ca", "-keystore", "ca.p12", "-file", "ca.pem");
        certificates.keytool("-importcert", "-noprompt", "-alias", "ca", "-file", "ca.pem", "-keystore", "trust.p12");
        return certificates;
    }

    /** A key store for a server on this machine, whose certificate is good from a day that keytool understands on, for a week. */
    Path server(String name, String from) throws IOException, InterruptedException {
        return server(name, from, "ip:127.0.0.1,dns:localhost");
    }

    /** The same for a server of these names; its certificate stands beside it in PEM form. */
    public Path server(String name, String from, String names) throws IOException, InterruptedException {
        String store = name + ".p12";
        keytool("-genkeypair", "-alias", "server", "-dname", "CN=" + name, "-validity", "7", "-keystore", store);
        keytool("-certreq", "-alias", "server", "-keystore", store, "-file", name + ".csr");
        keytool("-gencert", "-alias", "ca", "-keystore", "ca.p12", "-infile", name + ".csr", "-outfile", name + ".pem", "-rfc", "-startdate", from, "-validity", "7",
                "-ext", "san=" + names);
        keytool("-importcert", "-noprompt", "-alias", "ca", "-file", "ca.pem", "-keystore", store);
        keytool("-importcert", "-noprompt", "-alias", "server", "-file", name + ".pem", "-keystore", store);
        return directory.resolve(store);
    }

    /** What a client trusts. */
    Path trusted() {
        return directory.resolve("trust.p12");
    }

    /** The authority in PEM form. */
    public Path authority() {
        return directory.resolve("ca.pem");
    }

    /** The private key of a server in PEM form. */
    public Path key(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(directory.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
        byte[] key = store.getKey("server", PASSWORD.toCharArray()).getEncoded();
        return Files.writeString(directory.resolve(name + ".key"), "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key) + "\n-----END PRIVATE KEY-----\n");
    }

    private void keytool(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        if (List.of(words).contains("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
