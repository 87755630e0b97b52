package assay.gateway;

import static assay.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import assay.events.RunId;
import assay.testkit.SampleRun;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a run left: scripts, logs and the report, whole and in part, and never anything else. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FilesTest {
    private static final RunId RUN = SampleRun.RUN;
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    @BeforeAll
    static void writeRuns() throws Exception {
        SampleRuns.writeTo(GATEWAY);
    }

    @Test
    void shouldHandOutScripts() throws Exception {
        // given
        JsonNode scripts = json(GATEWAY.get("/v1/runs/" + RUN + "/scripts"));

        // when
        HttpResponse<String> script = GATEWAY.get("/v1/runs/" + RUN + "/scripts/db");

        // then
        assertThat(scripts.valueStream().map(each -> each.path("job").asString())).containsExactly("db", "load");
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.body()).hasSize(scripts.path(0).path("bytes").asInt());
        assertThat(script.headers().firstValue("ETag")).contains('"' + scripts.path(0).path("sha256").asString() + '"');
        assertThat(GATEWAY.get("/v1/runs/" + RUN + "/scripts/none").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldHandOutTheReportAsPublished() throws Exception {
        // given
        String path = "/v1/runs/" + RUN + "/report/report.html";

        // when
        HttpResponse<String> whole = GATEWAY.get(path);

        // then
        assertThat(json(GATEWAY.get("/v1/runs/" + RUN + "/report")).valueStream().map(file -> file.path("name").asString())).containsExactly("report.html", "result.json");
        assertThat(whole.body()).isEqualTo("<h1>tps 2466</h1>");
        assertThat(whole.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(whole.headers().firstValue("ETag")).contains('"' + SampleRuns.LISTED.sha256() + '"');
        assertThat(GATEWAY.send(GATEWAY.request(path).header("If-None-Match", '"' + SampleRuns.LISTED.sha256() + '"').GET()).statusCode()).isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({"bytes=4-6, 206, tps, bytes 4-6/17", "bytes=-5, 206, </h1>, bytes 12-16/17", "bytes=12-, 206, </h1>, bytes 12-16/17", "bytes=0-0, 206, <, bytes 0-0/17",
            "bytes=17-, 416, , bytes */17", "'bytes=0-1,3-4', 200, <h1>tps 2466</h1>, ", "lines=1-2, 200, <h1>tps 2466</h1>, ", "bytes=6-4, 200, <h1>tps 2466</h1>, "})
    void shouldHandOutRanges(String range, int status, String text, String words) throws Exception {
        // when
        HttpResponse<String> response = GATEWAY.send(GATEWAY.request("/v1/runs/" + RUN + "/report/report.html").header("Range", range).GET());

        // then
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Range").orElse(null)).isEqualTo(words);
        assertThat(status == 416 ? null : response.body()).isEqualTo(text);
    }

    @Test
    void shouldNotHandOutAReportThatWasChanged() throws Exception {
        // when
        HttpResponse<String> response = GATEWAY.get("/v1/runs/" + RUN + "/report/result.json");

        // then
        assertThat(response.statusCode()).isEqualTo(410);
        assertThat(json(response).path("detail").asString()).contains("--from report");
    }

    @ParameterizedTest
    @CsvSource({"report/secret.txt", "report/..%2Fsecret.txt", "report/%2e%2e%2fsecret.txt", "report/..%252Fsecret.txt", "logs/secret.txt", "logs/..%2Fsecret.txt",
            "logs/%2Fetc%2Fpasswd", "scripts/..%2f..%2fsecret.txt", "report/report.html%00", "report/../secret.txt"})
    void shouldHandOutListedNamesAlone(String path) throws Exception {
        // when
        HttpResponse<String> response = GATEWAY.get("/v1/runs/" + RUN + "/" + path);

        // then
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).doesNotContain("business").doesNotContain("root:");
    }

    @Test
    void shouldHandOutLogsAndPartsOfThem() throws Exception {
        // given
        JsonNode logs = json(GATEWAY.get("/v1/runs/" + RUN + "/logs"));

        // when
        HttpResponse<String> end = GATEWAY.send(GATEWAY.request("/v1/runs/" + RUN + "/logs/" + SampleRuns.LOG).header("Range", "bytes=-11").GET());

        // then
        assertThat(logs.valueStream().map(log -> log.path("job").asString())).containsExactly("db", "load");
        assertThat(logs.path(0).path("file").asString()).isEqualTo(SampleRuns.LOG);
        assertThat(end.statusCode()).isEqualTo(206);
        assertThat(end.body()).isEqualTo("0123456789\n");
        assertThat(GATEWAY.get("/v1/runs/" + RUN + "/logs/" + SampleRuns.LOG).body()).hasSize(9_911);
        assertThat(GATEWAY.get("/v1/runs/" + RUN + "/logs/" + SampleRun.LOAD + ".4712.log").statusCode()).isEqualTo(503);
    }
}
