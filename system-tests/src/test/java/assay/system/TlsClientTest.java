package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import assay.kafka.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line, and a server whose certificate an authority of its site's own made out to {@code localhost}. */
@Timeout(180)
class TlsClientTest {
    @RegisterExtension
    static final Workbench WORKBENCH = Workbench.withoutSlurm();
    private static Map<String, String> places;

    @BeforeAll
    static void serve() throws Exception {
        Path site = Files.createDirectories(WORKBENCH.directory().resolve("site"));
        Certificates certificates = Certificates.in(site);
        certificates.server("bench", "-1d", "dns:localhost");
        WORKBENCH.environment("ASSAY_TLS_CERT", site.resolve("bench.pem").toString());
        WORKBENCH.environment("ASSAY_TLS_KEY", certificates.key("bench").toString());
        String port = String.valueOf(ApiServer.start(WORKBENCH).address().getPort());
        places = Map.of("SITE", certificates.authority().toString(), "OTHER", Certificates.in(Files.createDirectories(site.resolve("other"))).authority().toString(),
                "TEXT", WORKBENCH.recipe("authority.txt", "no certificate\n"), "KEY", site.resolve("bench.key").toString(), "NONE", site.resolve("none.pem").toString(), "PORT", port);
    }

    private static Ended list(String words) {
        String placed = words;
        for (Map.Entry<String, String> place : places.entrySet()) {
            placed = placed.replace(place.getKey(), place.getValue());
        }
        return WORKBENCH.assay(("list " + placed).split(" "));
    }

    @Test
    void shouldBelieveACertificateOfTheAuthorityThatIsNamed() {
        // when
        Ended ended = list("--server https://localhost:PORT --cacert SITE");

        // then
        assertThat(ended.exitCode()).as(ended.console()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--server https://localhost:PORT                | signed by no authority that this Java believes | name its PEM file with --cacert FILE",
        "--server https://localhost:PORT --cacert OTHER | signed by none of the authorities in the file of --cacert | Ask whoever keeps the server",
        "--server https://127.0.0.1:PORT --cacert SITE  | its certificate is for another name than 127.0.0.1 | Name it with --server as its certificate does",
        "--server http://localhost:PORT                 | the connection to http://localhost | Say https:// where the server speaks TLS"})
    void shouldSayWhyAServerIsNotBelievedAndWhatToDo(String words, String why, String next) {
        // when
        Ended ended = list(words);

        // then
        assertThat(ended.exitCode()).as(ended.console()).isEqualTo(3);
        assertThat(ended.err()).contains(why, next);
        assertThat(ended.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--server https://localhost:PORT --cacert TEXT | expected certificates in PEM form",
        "--server https://localhost:PORT --cacert KEY  | expected certificates in PEM form",
        "--server https://localhost:PORT --cacert NONE | there is no file",
        "--server http://localhost:PORT --cacert SITE  | say https:// with --server, or leave --cacert out",
        "--cacert SITE                                 | name it with --server https://…, or leave --cacert out"})
    void shouldRefuseAnAuthorityThatIsOfNoUse(String words, String why) {
        // when
        Ended ended = list(words);

        // then
        assertThat(ended.exitCode()).as(ended.console()).isEqualTo(64);
        assertThat(ended.err()).contains(why);
    }
}
