package assay.gateway;

import static assay.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import assay.events.JobEvent.RunRequested;
import assay.events.JobEvent;
import assay.events.Problem;
import assay.events.RecipeEvent.RerunRequested;
import assay.events.RecipeEvent.RunCancelRequested;
import assay.events.RunId;
import assay.testkit.SampleRun;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What is told of runs: one that went well, one under way, and many small ones. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LookingTest {
    private static final RunId RUN = SampleRun.RUN;
    private static final RunId UNDER_WAY = SampleRuns.UNDER_WAY;
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    @BeforeAll
    static void writeRuns() throws Exception {
        SampleRuns.writeTo(GATEWAY);
    }

    @Test
    void shouldTellARunThatIsOver() throws Exception {
        // when
        JsonNode run = json(GATEWAY.get("/v1/runs/" + RUN));

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
    void shouldTellWhyARunWasRejected() throws Exception {
        // given
        RunId run = new RunId("rejected00");
        GATEWAY.log().write(run, new RunRequested(SampleRuns.submission(GATEWAY, run, "bad.yaml", Map.of())));
        GATEWAY.log().write(run, new JobEvent.RecipeRejected(List.of(new Problem("bad.yaml", 3, 1, "unknown key 'servises'", "did you mean 'services'?"))));
        GATEWAY.log().write(run, new JobEvent.RunFinished(JobEvent.Outcome.REJECTED, "the recipe is not valid"));

        // when
        JsonNode told = GATEWAY.await("/v1/runs/" + run, each -> !each.path("finished_at").asString().isEmpty());

        // then
        assertThat(told.path("state").asString()).isEqualTo("rejected");
        assertThat(told.path("recipe").asString()).isEqualTo("bad.yaml");
        assertThat(told.path("detail").asString()).isEqualTo("the recipe is not valid");
        assertThat(told.path("problems").path(0).path("line").asInt()).isEqualTo(3);
        assertThat(json(GATEWAY.get("/v1/runs/" + run + "/plan")).path("detail").asString()).contains("was never planned: it is rejected");
    }

    @Test
    void shouldSpareWhoHasTheRunAlready() throws Exception {
        // given
        String tag = GATEWAY.get("/v1/runs/" + RUN).headers().firstValue("ETag").orElseThrow();

        // when
        HttpResponse<String> again = GATEWAY.send(GATEWAY.request("/v1/runs/" + RUN).header("If-None-Match", "\"other\", " + tag).GET());

        // then
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"7k3q, 200", "7k3q2mabcd, 200", "latest, 200", "nothere, 404", "7k3, 400", "7K3Q, 400", "7k3q2mabcdx, 400", "%2e%2e, 404", "7k3q%00, 400"})
    void shouldTakeABeginningOfAnId(String name, int status) throws Exception {
        // when
        HttpResponse<String> response = GATEWAY.get("/v1/runs/" + name);

        // then
        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void shouldNameTheRunsThatABeginningMayMean() throws Exception {
        // given
        for (String id : List.of("twins00001", "twins00002")) {
            GATEWAY.log().write(new RunId(id), new RunRequested(SampleRuns.submission(GATEWAY, new RunId(id), "twin", Map.of())));
            GATEWAY.await("/v1/runs/" + id, run -> true);
        }

        // when
        HttpResponse<String> response = GATEWAY.get("/v1/runs/twins");

        // then
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).contains("twins00001, twins00002");
    }

    @Test
    void shouldListNewestFirstPageByPage() throws Exception {
        // given
        for (int i = 0; i < 7; i++) {
            RunId id = new RunId("paged0000" + i);
            GATEWAY.log().write(id, SampleRuns.submission(GATEWAY, id, "paged", Map.of("page", "yes")));
            GATEWAY.await("/v1/runs/" + id, run -> true);
        }

        // when
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = json(GATEWAY.get("/v1/runs?label=page=yes&limit=3" + cursor));
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
        JsonNode page = json(GATEWAY.get("/v1/runs?" + query));

        // then
        assertThat(page.path("runs").valueStream().map(run -> run.path("id").asString())).containsExactlyElementsOf(id.isEmpty() ? List.of() : List.of(id));
    }

    @ParameterizedTest
    @CsvSource({"limit=0", "limit=201", "limit=x", "limit=1&limit=2", "cursor=!!", "cursor=AAAA", "state=gone", "label=x", "page=2"})
    void shouldRefuseAWrongListing(String query) throws Exception {
        // when
        HttpResponse<String> response = GATEWAY.get("/v1/runs?" + query);

        // then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(response).path("detail").asString()).contains("/query/" + query.substring(0, query.indexOf('=')));
    }

    @Test
    void shouldTellThePlan() throws Exception {
        // when
        JsonNode plan = json(GATEWAY.get("/v1/runs/" + RUN + "/plan"));

        // then
        assertThat(plan.path("worst_case_node_hours").asDouble()).isPositive();
        assertThat(plan.path("jobs").valueStream().map(job -> job.path("name").asString() + " " + job.path("kind").asString())).containsExactly("db service", "load client");
        assertThat(plan.path("jobs").path(1).path("needs").path(0).asString()).isEqualTo("db");
    }

    @ParameterizedTest
    @CsvSource({"plan, /problems/not-planned", "report, /problems/no-report", "report/report.html, /problems/no-report"})
    void shouldSayWhatIsNotThereYet(String what, String type) throws Exception {
        // when
        HttpResponse<String> response = GATEWAY.get("/v1/runs/" + UNDER_WAY + "/" + what);

        // then
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).path("type").asString()).isEqualTo(type);
        assertThat(json(response).path("detail").asString()).contains("requested");
    }

    @Test
    void shouldCancelWhatIsUnderWay() throws Exception {
        // given
        RunId run = new RunId("cancelme00");
        GATEWAY.log().write(run, new RunRequested(SampleRuns.submission(GATEWAY, run, "x", Map.of())));
        GATEWAY.await("/v1/runs/" + run, each -> true);

        // when
        HttpResponse<String> response = GATEWAY.post("/v1/runs/" + run + "/cancel", "application/json", "{\"reason\": \"too slow\", \"interrupt\": true}");

        // then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(InboxReading.of(GATEWAY, run)).containsExactly(new RunCancelRequested("too slow", "ada", true));
        assertThat(GATEWAY.send(GATEWAY.request("/v1/runs/" + run + "/cancel").POST(BodyPublishers.noBody())).statusCode()).isEqualTo(202);
    }

    @Test
    void shouldNotCancelWhatIsOver() throws Exception {
        // when
        HttpResponse<String> response = GATEWAY.send(GATEWAY.request("/v1/runs/" + RUN + "/cancel").POST(BodyPublishers.noBody()));

        // then
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).path("detail").asString()).contains("over already: completed");
    }

    @Test
    void shouldAskForARunAgain() throws Exception {
        // when
        HttpResponse<String> response = GATEWAY.post("/v1/runs/7k3q/rerun", "application/json", "{\"from\": \"parse\"}");

        // then
        assertThat(response.statusCode()).isEqualTo(202);
        RunId next = new RunId(json(response).path("id").asString());
        assertThat(InboxReading.of(GATEWAY, next)).singleElement().isEqualTo(new RerunRequested(RUN, "parse",
                GATEWAY.outputRoot().resolve(next.value()).toString(), "ada"));
        assertThat(GATEWAY.post("/v1/runs/7k3q/rerun", "application/json", "{\"from\": \"lunch\"}").statusCode()).isEqualTo(400);
    }
}
