package assay.gateway;

import static assay.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import assay.events.RunId;
import assay.testkit.SampleRun;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods, types and addresses, as HTTP has them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ServingTest {
    private static final RunId RUN = SampleRun.RUN;
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    @BeforeAll
    static void writeRuns() throws Exception {
        SampleRuns.writeTo(GATEWAY);
    }

    @ParameterizedTest
    @CsvSource({"GET, /, 404", "GET, /v1, 404", "GET, /v1/runs/, 404", "GET, /v2/runs, 404", "DELETE, /v1/runs, 405", "PUT, /v1/runs/7k3q, 405", "GET, /v1/runs/7k3q/cancel, 405",
            "HEAD, /v1/events, 405", "TRACE, /v1/runs, 405"})
    void shouldSayWhatIsNotServed(String method, String path, int status) throws Exception {
        // when
        HttpResponse<String> response = GATEWAY.send(GATEWAY.request(path).method(method, BodyPublishers.noBody()));

        // then
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void shouldAnswerForHeadersAndMethods() throws Exception {
        // when
        HttpResponse<String> head = GATEWAY.send(GATEWAY.request("/v1/runs/" + RUN).method("HEAD", BodyPublishers.noBody()));
        HttpResponse<String> options = GATEWAY.send(GATEWAY.request("/v1/runs").method("OPTIONS", BodyPublishers.noBody()));

        // then
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("ETag")).isPresent();
        assertThat(head.body()).isEmpty();
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Allow").orElseThrow().split(", ")).containsExactlyInAnyOrder("GET", "HEAD", "POST", "OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({"/v1/runs/7k3q%zz, 400", "/v1/runs?label=%, 400", "/v1/runs/%7k3q, 400", "*, 404"})
    void shouldTurnAwayBrokenAddresses(String address, int status) throws Exception {
        // when
        RawClient.Answer answer = new RawClient(GATEWAY.port()).send(("GET " + address + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + GATEWAY.key() + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8), false);

        // then
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.headers()).containsEntry("x-content-type-options", "nosniff").containsEntry("cache-control", "no-store");
    }

    @ParameterizedTest
    @CsvSource({"application/json, 200", "'text/html, */*;q=0.1', 200", "application/*, 200", "text/html, 406", "application/json;q=0, 406"})
    void shouldMakeWhatIsAccepted(String accept, int status) throws Exception {
        // when
        HttpResponse<String> response = GATEWAY.send(GATEWAY.request("/v1/runs").header("Accept", accept).GET());

        // then
        assertThat(response.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/x-www-form-urlencoded", "multipart/form-data;boundary=x", "''"})
    void shouldRefuseOtherTypesOfBodies(String type) throws Exception {
        // when
        HttpResponse<String> response = GATEWAY.post("/v1/runs", type, "recipe: 1");

        // then
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(json(response).path("detail").asString()).contains("application/yaml or application/json");
    }

    @Test
    void shouldHandOutItsContractToEverybody() throws Exception {
        // when
        HttpResponse<String> contract = GATEWAY.send(GATEWAY.anonymous("/v1/openapi.yaml").GET());

        // then
        assertThat(contract.statusCode()).isEqualTo(200);
        assertThat(contract.body()).startsWith("openapi: 3.1.0");
        assertThat(json(GATEWAY.send(GATEWAY.anonymous("/healthz").GET())).path("status").asString()).isEqualTo("lives");
        assertThat(json(GATEWAY.send(GATEWAY.anonymous("/readyz").GET())).path("status").asString()).isEqualTo("ready");
    }
}
