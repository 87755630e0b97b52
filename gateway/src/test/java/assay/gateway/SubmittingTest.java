package assay.gateway;

import static assay.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import assay.events.JobEvent.RecipeRejected;
import assay.events.JobEvent.RunRequested;
import assay.events.Problem;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Requests for runs, over real HTTP and a real broker. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SubmittingTest {
    private static final String RECIPE = "recipe: 1\nname: x\n";
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    @Test
    void shouldAcknowledgeWhatStandsInTheInbox() throws Exception {
        // given
        String query = "?mode=plan&set=a.b%3D%22x%20%26%2B%25%22&set=c=d&label=team=storage&source_name=pg.yaml";

        // when
        HttpResponse<String> response = GATEWAY.post("/v1/runs" + query, "application/yaml; charset=utf-8", RECIPE);

        // then
        assertThat(response.statusCode()).isEqualTo(202);
        String id = json(response).path("id").asString();
        assertThat(response.headers().firstValue("Location")).contains("/v1/runs/" + id);
        assertThat(json(response).path("mode").asString()).isEqualTo("plan");
        assertThat(json(response).path("state").asString()).isEqualTo("submitted");
        assertThat(submitted(id)).containsExactly(new RecipeSubmitted(RECIPE, "pg.yaml", Mode.PLAN, List.of("a.b=\"x &+%\"", "c=d"), Map.of("team", "storage"), List.of(),
                GATEWAY.outputRoot().resolve(id).toString(), "ada"));
    }

    @Test
    void shouldTakeOneJsonObjectWithFiles() throws Exception {
        // given
        String body = """
                {"recipe": "recipe: 1\\n", "source_name": "a.yaml", "mode": "stage", "set": ["a=1"], "labels": {"k": "v"}, "files": [{"name": "sub/bench.sql", "base64": "U0VMRUNUIDE7Cg=="}]}""";

        // when
        HttpResponse<String> response = GATEWAY.post("/v1/runs", "application/json", body);

        // then
        assertThat(response.statusCode()).isEqualTo(202);
        String id = json(response).path("id").asString();
        assertThat(submitted(id)).singleElement().satisfies(submission -> {
            assertThat(submission.mode()).isEqualTo(Mode.STAGE);
            assertThat(submission.files()).extracting(file -> file.name()).containsExactly("sub/bench.sql");
            assertThat(submission.labels()).containsEntry("k", "v");
        });
    }

    @Test
    void shouldFindTheRunWithTheVeryNextRequest() throws Exception {
        // given
        String id = json(GATEWAY.submit(RECIPE)).path("id").asString();

        // when
        JsonNode run = json(GATEWAY.get("/v1/runs/" + id));

        // then
        assertThat(run.path("state").asString()).isEqualTo("submitted");
        assertThat(run.path("submitter").asString()).isEqualTo("ada");
        assertThat(run.path("output_directory").asString()).endsWith(id);
    }

    @Test
    void shouldMakeARepeatUnderOneKeyTheSameRun() throws Exception {
        // given
        HttpResponse<String> first = GATEWAY.send(GATEWAY.request("/v1/runs").header("Content-Type", "application/yaml").header("Idempotency-Key", "nightly-1")
                .POST(BodyPublishers.ofString(RECIPE)));

        // when
        HttpResponse<String> second = GATEWAY.send(GATEWAY.request("/v1/runs").header("Content-Type", "application/yaml").header("Idempotency-Key", "nightly-1")
                .POST(BodyPublishers.ofString(RECIPE)));

        // then
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(submitted(json(first).path("id").asString())).hasSize(1);
    }

    @Test
    void shouldRefuseAnotherRequestUnderTheSameKey() throws Exception {
        // given
        GATEWAY.send(GATEWAY.request("/v1/runs").header("Content-Type", "application/yaml").header("Idempotency-Key", "nightly-2").POST(BodyPublishers.ofString(RECIPE)));

        // when
        HttpResponse<String> other = GATEWAY.send(GATEWAY.request("/v1/runs").header("Content-Type", "application/yaml").header("Idempotency-Key", "nightly-2")
                .POST(BodyPublishers.ofString(RECIPE + "# another\n")));

        // then
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other).path("type").asString()).isEqualTo("/problems/key-reused");
    }

    @Test
    void shouldSayWhereARejectedRecipeIsWrongToWhoWaits() throws Exception {
        // given
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> sent("wait=20", "rejected-1"));
        RunId run = RunIds.of("ada", "rejected-1");
        GATEWAY.await("/v1/runs?limit=200", page -> page.path("runs").valueStream().anyMatch(each -> each.path("id").asString().equals(run.value())));

        // when
        GATEWAY.log().write(run, new RunRequested(submitted(run.value()).getFirst()));
        GATEWAY.log().write(run, new RecipeRejected(List.of(new Problem("recipe.yaml", 3, 1, "unknown key 'servises'", "did you mean 'services'?"))));

        // then
        HttpResponse<String> response = answer.get(20, TimeUnit.SECONDS);
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.headers().firstValue("Preference-Applied")).contains("wait=20");
        JsonNode problem = json(response);
        assertThat(problem.path("run").asString()).isEqualTo(run.value());
        assertThat(problem.path("errors").path(0).path("line").asInt()).isEqualTo(3);
        assertThat(problem.path("errors").path(0).path("hint").asString()).isEqualTo("did you mean 'services'?");
    }

    @Test
    void shouldAnswerAtTheEndOfThePatience() throws Exception {
        // when
        HttpResponse<String> response = sent("respond-async, wait=1", "patient-1");

        // then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(response).path("state").asString()).isEqualTo("submitted");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                | /body          | recipe
            {"recipe": 5}                                                     | /body/recipe   |
            {"recipe": ""}                                                    | /body/recipe   |
            {"recipe": "x", "set": ["a=1", "nothing"]}                        | /body/set/1    |
            {"recipe": "x", "mode": "fast"}                                   | /body/mode     |
            {"recipe": "x", "labels": {"a": 1}}                               | /body/labels/a |
            {"recipe": "x", "recpie": "y"}                                    | /body/recpie   |
            {"recipe": "x", "files": [{"name": "../x", "base64": ""}]}        | /body/files/0/name |
            {"recipe": "x", "files": [{"name": "x", "base64": "!"}]}          | /body/files/0/base64 |
            [1]                                                               | /body          |
            {"recipe": "x"                                                    | /body          |
            """)
    void shouldPointAtWhatIsWrongInABody(String body, String pointer, String word) throws Exception {
        // when
        HttpResponse<String> response = GATEWAY.post("/v1/runs", "application/json", body);

        // then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("errors").valueStream().map(error -> error.path("pointer").asString())).contains(pointer);
        assertThat(response.body()).contains(word == null ? "" : word);
    }

    @ParameterizedTest
    @CsvSource({"mode=fast, /query/mode", "set=nothing, /query/set/0", "label=x, /query/label/0", "source_name=, /query/source_name", "sett=a=b, /query/sett"})
    void shouldPointAtWhatIsWrongInAQuery(String query, String pointer) throws Exception {
        // when
        HttpResponse<String> response = GATEWAY.post("/v1/runs?" + query, "application/yaml", RECIPE);

        // then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("errors").valueStream().map(error -> error.path("pointer").asString())).contains(pointer);
    }

    @Test
    void shouldRefuseARecipeThatIsNoText() throws Exception {
        // when
        HttpResponse<String> response = GATEWAY.send(GATEWAY.request("/v1/runs").header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofByteArray(new byte[] {'a', (byte) 0xff, (byte) 0xfe})));

        // then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("UTF-8");
    }

    @Test
    void shouldRefuseWhatIsTooLarge() throws Exception {
        // when
        HttpResponse<String> recipe = GATEWAY.submit("x".repeat(900_000));

        // then
        assertThat(recipe.statusCode()).isEqualTo(413);
        assertThat(json(recipe).path("detail").asString()).contains("900000");
    }

    private static HttpResponse<String> sent(String preference, String key) {
        try {
            return GATEWAY.send(GATEWAY.request("/v1/runs").header("Content-Type", "application/yaml").header("Prefer", preference).header("Idempotency-Key", key)
                    .POST(BodyPublishers.ofString(RECIPE)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<RecipeSubmitted> submitted(String run) {
        return InboxReading.of(GATEWAY, new RunId(run)).stream().map(RecipeSubmitted.class::cast).toList();
    }
}
