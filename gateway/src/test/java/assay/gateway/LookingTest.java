package assay.gateway;

import static assay.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import assay.events.Envelope;
import assay.events.EventId;
import assay.events.FileFact;
import assay.events.JobEvent;
import assay.events.JobEvent.ReportPublished;
import assay.events.JobEvent.RunRequested;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.RerunRequested;
import assay.events.RecipeEvent.RunCancelRequested;
import assay.events.RunId;
import assay.testkit.SampleRun;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What is told of runs: one that went well, one under way, and many small ones. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LookingTest {
    private static final RunId RUN = SampleRun.RUN;
    private static final RunId UNDER_WAY = new RunId("7underway0");
    private static final String LOG = SampleRun.DB + ".4711.log";
    private static final byte[] REPORT = "<h1>tps 2466</h1>".getBytes(StandardCharsets.UTF_8);
    private static final FileFact LISTED = FileFact.of("report/report.html", REPORT);
    private static final FileFact CHANGED = FileFact.of("report/result.json", "{}".getBytes(StandardCharsets.UTF_8));
    @TempDir
    private static Path directory;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = RunningGateway.start(directory);
        Path output = gateway.outputRoot().resolve(RUN.value());
        Files.createDirectories(output.resolve("report"));
        Files.createDirectories(output.resolve("logs"));
        Files.write(output.resolve(LISTED.path()), REPORT);
        Files.writeString(output.resolve(CHANGED.path()), "[]");
        Files.writeString(output.resolve("logs").resolve(LOG), "x".repeat(9_900) + "0123456789\n");
        Files.writeString(output.resolve("secret.txt"), "nobody's business");
        gateway.log().write(wentWell(output));
        gateway.log().write(UNDER_WAY, new RunRequested(submission(UNDER_WAY, "under way", Map.of("project", "x"))));
        gateway.await("/v1/runs/" + UNDER_WAY, run -> run.path("state").asString().equals("requested"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static List<Envelope> wentWell(Path output) {
        List<Envelope> log = new ArrayList<>(SampleRun.log(2, 20));
        Envelope first = log.getFirst();
        RecipeSubmitted s = ((RunRequested) first.event()).submission();
        log.set(0, new Envelope(first.id(), first.run(), first.source(), first.time(), "", new RunRequested(
                new RecipeSubmitted(s.text(), s.sourceName(), s.mode(), s.overrides(), s.labels(), s.files(), output.toString(), "grace"))));
        log.add(new Envelope(new EventId("report"), RUN, "/assay/report", log.getLast().time().plusSeconds(1), "", new ReportPublished(JobEvent.Verdict.VALID, List.of(),
                JobEvent.Evidence.FIRST_LOOK, List.of(), List.of(new JobEvent.SloResult("load.errors == 0", true, "0")), 143, 60, List.of(LISTED, CHANGED), Instant.EPOCH)));
        return log;
    }

    private static RecipeSubmitted submission(RunId run, String source, Map<String, String> labels) {
        return new RecipeSubmitted("recipe: 1\n", source, Mode.RUN, List.of(), labels, List.of(), gateway.outputRoot().resolve(run.value()).toString(), "ada");
    }

    @Test
    void shouldTellARunThatIsOver() throws Exception {
        // when
        JsonNode run = json(gateway.get("/v1/runs/" + RUN));

        // then
        assertThat(run.path("state").asString()).isEqualTo("completed");
        assertThat(run.path("verdict").asString()).isEqualTo("VALID");
        assertThat(run.path("submitter").asString()).isEqualTo("grace");
        assertThat(run.path("finished_at").asString()).isNotEmpty();
        assertThat(run.path("slo").path(0).path("met").asBoolean()).isTrue();
        assertThat(run.path("jobs").valueStream().map(job -> job.path("name").asString() + " " + job.path("state").asString() + " " + job.path("exit_code").asInt()))
                .containsExactly("db ended 0", "load ended 0");
        assertThat(run.path("jobs").path(0).path("cluster_job_id").asString()).isEqualTo("4711");
    }

    @Test
    void shouldSpareWhoHasTheRunAlready() throws Exception {
        // given
        String tag = gateway.get("/v1/runs/" + RUN).headers().firstValue("ETag").orElseThrow();

        // when
        HttpResponse<String> again = gateway.send(gateway.request("/v1/runs/" + RUN).header("If-None-Match", "\"other\", " + tag).GET());

        // then
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"7k3q, 200", "7k3q2mabcd, 200", "latest, 200", "nothere, 404", "7k3, 400", "7K3Q, 400", "7k3q2mabcdx, 400", "%2e%2e, 404", "7k3q%00, 400"})
    void shouldTakeABeginningOfAnId(String name, int status) throws Exception {
        // when
        HttpResponse<String> response = gateway.get("/v1/runs/" + name);

        // then
        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void shouldNameTheRunsThatABeginningMayMean() throws Exception {
        // given
        for (String id : List.of("twins00001", "twins00002")) {
            gateway.log().write(new RunId(id), new RunRequested(submission(new RunId(id), "twin", Map.of())));
            gateway.await("/v1/runs/" + id, run -> true);
        }

        // when
        HttpResponse<String> response = gateway.get("/v1/runs/twins");

        // then
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).contains("twins00001, twins00002");
    }

    @Test
    void shouldListNewestFirstPageByPage() throws Exception {
        // given
        for (int i = 0; i < 7; i++) {
            RunId id = new RunId("paged0000" + i);
            gateway.log().write(id, submission(id, "paged", Map.of("page", "yes")));
            gateway.await("/v1/runs/" + id, run -> true);
        }

        // when
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = json(gateway.get("/v1/runs?label=page=yes&limit=3" + cursor));
            page.path("runs").valueStream().forEach(run -> ids.add(run.path("id").asString()));
            cursor = page.path("next").asString().isEmpty() ? "" : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());

        // then
        assertThat(ids).containsExactly("paged00006", "paged00005", "paged00004", "paged00003", "paged00002", "paged00001", "paged00000");
    }

    @ParameterizedTest
    @CsvSource({"state=completed, 7k3q2mabcd", "state=completed&state=failed&submitter=grace, 7k3q2mabcd", "recipe=postgresql-tpcb, 7k3q2mabcd",
            "label=project=x, 7underway0", "label=project=y, ''", "state=requested&submitter=grace, ''"})
    void shouldFilter(String query, String id) throws Exception {
        // when
        JsonNode page = json(gateway.get("/v1/runs?" + query));

        // then
        assertThat(page.path("runs").valueStream().map(run -> run.path("id").asString())).containsExactlyElementsOf(id.isEmpty() ? List.of() : List.of(id));
    }

    @ParameterizedTest
    @CsvSource({"limit=0", "limit=201", "limit=x", "limit=1&limit=2", "cursor=!!", "cursor=AAAA", "state=gone", "label=x", "page=2"})
    void shouldRefuseAWrongListing(String query) throws Exception {
        // when
        HttpResponse<String> response = gateway.get("/v1/runs?" + query);

        // then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(response).path("detail").asString()).contains("/query/" + query.substring(0, query.indexOf('=')));
    }

    @Test
    void shouldTellThePlan() throws Exception {
        // when
        JsonNode plan = json(gateway.get("/v1/runs/" + RUN + "/plan"));

        // then
        assertThat(plan.path("worst_case_node_hours").asDouble()).isPositive();
        assertThat(plan.path("jobs").valueStream().map(job -> job.path("name").asString() + " " + job.path("kind").asString())).containsExactly("db service", "load client");
        assertThat(plan.path("jobs").path(1).path("needs").path(0).asString()).isEqualTo("db");
    }

    @ParameterizedTest
    @CsvSource({"plan, /problems/not-planned", "report, /problems/no-report", "report/report.html, /problems/no-report"})
    void shouldSayWhatIsNotThereYet(String what, String type) throws Exception {
        // when
        HttpResponse<String> response = gateway.get("/v1/runs/" + UNDER_WAY + "/" + what);

        // then
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).path("type").asString()).isEqualTo(type);
        assertThat(json(response).path("detail").asString()).contains("requested");
    }

    @Test
    void shouldHandOutScripts() throws Exception {
        // given
        JsonNode scripts = json(gateway.get("/v1/runs/" + RUN + "/scripts"));

        // when
        HttpResponse<String> script = gateway.get("/v1/runs/" + RUN + "/scripts/db");

        // then
        assertThat(scripts.valueStream().map(each -> each.path("job").asString())).containsExactly("db", "load");
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.body()).hasSize(scripts.path(0).path("bytes").asInt());
        assertThat(script.headers().firstValue("ETag")).contains('"' + scripts.path(0).path("sha256").asString() + '"');
        assertThat(gateway.get("/v1/runs/" + RUN + "/scripts/none").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldHandOutTheReportAsPublished() throws Exception {
        // given
        String path = "/v1/runs/" + RUN + "/report/report.html";

        // when
        HttpResponse<String> whole = gateway.get(path);

        // then
        assertThat(json(gateway.get("/v1/runs/" + RUN + "/report")).valueStream().map(file -> file.path("name").asString())).containsExactly("report.html", "result.json");
        assertThat(whole.body()).isEqualTo("<h1>tps 2466</h1>");
        assertThat(whole.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(whole.headers().firstValue("ETag")).contains('"' + LISTED.sha256() + '"');
        assertThat(gateway.send(gateway.request(path).header("If-None-Match", '"' + LISTED.sha256() + '"').GET()).statusCode()).isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({"bytes=4-6, 206, tps, bytes 4-6/17", "bytes=-5, 206, </h1>, bytes 12-16/17", "bytes=12-, 206, </h1>, bytes 12-16/17", "bytes=0-0, 206, <, bytes 0-0/17",
            "bytes=17-, 416, , bytes */17", "'bytes=0-1,3-4', 200, <h1>tps 2466</h1>, ", "lines=1-2, 200, <h1>tps 2466</h1>, ", "bytes=6-4, 200, <h1>tps 2466</h1>, "})
    void shouldHandOutRanges(String range, int status, String text, String words) throws Exception {
        // when
        HttpResponse<String> response = gateway.send(gateway.request("/v1/runs/" + RUN + "/report/report.html").header("Range", range).GET());

        // then
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Range").orElse(null)).isEqualTo(words);
        assertThat(status == 416 ? null : response.body()).isEqualTo(text);
    }

    @Test
    void shouldNotHandOutAReportThatWasChanged() throws Exception {
        // when
        HttpResponse<String> response = gateway.get("/v1/runs/" + RUN + "/report/result.json");

        // then
        assertThat(response.statusCode()).isEqualTo(410);
        assertThat(json(response).path("detail").asString()).contains("--from report");
    }

    @ParameterizedTest
    @CsvSource({"report/secret.txt", "report/..%2Fsecret.txt", "report/%2e%2e%2fsecret.txt", "report/..%252Fsecret.txt", "logs/secret.txt", "logs/..%2Fsecret.txt",
            "logs/%2Fetc%2Fpasswd", "scripts/..%2f..%2fsecret.txt", "report/report.html%00", "report/../secret.txt"})
    void shouldHandOutListedNamesAlone(String path) throws Exception {
        // when
        HttpResponse<String> response = gateway.get("/v1/runs/" + RUN + "/" + path);

        // then
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).doesNotContain("business").doesNotContain("root:");
    }

    @Test
    void shouldHandOutLogsAndPartsOfThem() throws Exception {
        // given
        JsonNode logs = json(gateway.get("/v1/runs/" + RUN + "/logs"));

        // when
        HttpResponse<String> end = gateway.send(gateway.request("/v1/runs/" + RUN + "/logs/" + LOG).header("Range", "bytes=-11").GET());

        // then
        assertThat(logs.valueStream().map(log -> log.path("job").asString())).containsExactly("db", "load");
        assertThat(logs.path(0).path("file").asString()).isEqualTo(LOG);
        assertThat(end.statusCode()).isEqualTo(206);
        assertThat(end.body()).isEqualTo("0123456789\n");
        assertThat(gateway.get("/v1/runs/" + RUN + "/logs/" + LOG).body()).hasSize(9_911);
        assertThat(gateway.get("/v1/runs/" + RUN + "/logs/" + SampleRun.LOAD + ".4712.log").statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({"GET, /, 404", "GET, /v1, 404", "GET, /v1/runs/, 404", "GET, /v2/runs, 404", "GET, /v1/runs/7k3q%zz, 400", "DELETE, /v1/runs, 405", "PUT, /v1/runs/7k3q, 405", "GET, /v1/runs/7k3q/cancel, 405",
            "HEAD, /v1/events, 405", "TRACE, /v1/runs, 405"})
    void shouldSayWhatIsNotServed(String method, String path, int status) throws Exception {
        // when
        HttpResponse<String> response = gateway.send(gateway.request(path).method(method, BodyPublishers.noBody()));

        // then
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void shouldAnswerForHeadersAndMethods() throws Exception {
        // when
        HttpResponse<String> head = gateway.send(gateway.request("/v1/runs/" + RUN).method("HEAD", BodyPublishers.noBody()));
        HttpResponse<String> options = gateway.send(gateway.request("/v1/runs").method("OPTIONS", BodyPublishers.noBody()));

        // then
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("ETag")).isPresent();
        assertThat(head.body()).isEmpty();
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Allow").orElseThrow().split(", ")).containsExactlyInAnyOrder("GET", "HEAD", "POST", "OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({"application/json, 200", "'text/html, */*;q=0.1', 200", "application/*, 200", "text/html, 406", "application/json;q=0, 406"})
    void shouldMakeWhatIsAccepted(String accept, int status) throws Exception {
        // when
        HttpResponse<String> response = gateway.send(gateway.request("/v1/runs").header("Accept", accept).GET());

        // then
        assertThat(response.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/x-www-form-urlencoded", "multipart/form-data;boundary=x", "''"})
    void shouldRefuseOtherTypesOfBodies(String type) throws Exception {
        // when
        HttpResponse<String> response = gateway.post("/v1/runs", type, "recipe: 1");

        // then
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(json(response).path("detail").asString()).contains("application/yaml or application/json");
    }

    @Test
    void shouldCancelWhatIsUnderWay() throws Exception {
        // given
        RunId run = new RunId("cancelme00");
        gateway.log().write(run, new RunRequested(submission(run, "x", Map.of())));
        gateway.await("/v1/runs/" + run, each -> true);

        // when
        HttpResponse<String> response = gateway.post("/v1/runs/" + run + "/cancel", "application/json", "{\"reason\": \"too slow\", \"interrupt\": true}");

        // then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(InboxReading.of(gateway, run)).containsExactly(new RunCancelRequested("too slow", "ada", true));
        assertThat(gateway.send(gateway.request("/v1/runs/" + run + "/cancel").POST(BodyPublishers.noBody())).statusCode()).isEqualTo(202);
    }

    @Test
    void shouldNotCancelWhatIsOver() throws Exception {
        // when
        HttpResponse<String> response = gateway.send(gateway.request("/v1/runs/" + RUN + "/cancel").POST(BodyPublishers.noBody()));

        // then
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).path("detail").asString()).contains("over already: completed");
    }

    @Test
    void shouldAskForARunAgain() throws Exception {
        // when
        HttpResponse<String> response = gateway.post("/v1/runs/7k3q/rerun", "application/json", "{\"from\": \"parse\"}");

        // then
        assertThat(response.statusCode()).isEqualTo(202);
        RunId next = new RunId(json(response).path("id").asString());
        assertThat(InboxReading.of(gateway, next)).singleElement().isEqualTo(new RerunRequested(RUN, "parse",
                gateway.outputRoot().resolve(next.value()).toString(), "ada"));
        assertThat(gateway.post("/v1/runs/7k3q/rerun", "application/json", "{\"from\": \"lunch\"}").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldHandOutItsContractToEverybody() throws Exception {
        // when
        HttpResponse<String> contract = gateway.send(gateway.anonymous("/v1/openapi.yaml").GET());

        // then
        assertThat(contract.statusCode()).isEqualTo(200);
        assertThat(contract.body()).startsWith("openapi: 3.1.0");
        assertThat(json(gateway.send(gateway.anonymous("/healthz").GET())).path("status").asString()).isEqualTo("lives");
        assertThat(json(gateway.send(gateway.anonymous("/readyz").GET())).path("status").asString()).isEqualTo("ready");
    }
}
