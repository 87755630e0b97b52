package assay.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    @TempDir
    private Path folder;
    private Certificate certificate;

    @BeforeEach
    void makeACertificate() throws Exception {
        Path store = folder.resolve("store.p12");
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "a", "-keyalg", "RSA", "-dname", "CN=localhost",
                "-ext", "san=dns:localhost", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", new String(PASSWORD)).inheritIO().start().waitFor();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        certificate = keys.getCertificate("a");
        pem("cert.pem", "CERTIFICATE", certificate.getEncoded());
        pem("key.pem", "PRIVATE KEY", keys.getKey("a", PASSWORD).getEncoded());
    }

    @Test
    void shouldSpeakTlsAndNothingElse() throws Exception {
        // given
        AccessConfig config = new AccessConfig(new ListenAddress("127.0.0.1", 0), KeyFile.at(folder.resolve("keys.json")),
                Optional.of(new AccessConfig.Tls(folder.resolve("cert.pem"), folder.resolve("key.pem"))), Optional.empty(), Served.QUICK);
        try (Served served = Served.with(config); HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build(); Socket plain = served.connect()) {
            // when
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create("https://localhost:" + served.port() + "/thing"))
                    .header("Authorization", "Bearer " + served.key(Scope.READ)).build(), HttpResponse.BodyHandlers.ofString());
            Served.send(plain, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
            // then
            assertThat(answer.body()).isEqualTo("somebody");
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(Served.rest(plain)).doesNotContain("HTTP/1.1 200");
        }
    }

    private SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("a", certificate);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private void pem(String name, String what, byte[] bytes) throws IOException {
        Files.writeString(folder.resolve(name), "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what + "-----\n");
    }
}
