package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.SmallFile;
import assay.events.RunId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of answers that are not what was asked for. */
@Timeout(60)
class HttpApiTest {
    private static final RunId RUN = new RunId("7k3q2mabcd");
    private static final RecipeSubmitted SUBMISSION = new RecipeSubmitted("recipe: 1\n", "r.yaml", Mode.RUN, List.of("a=b"), Map.of("team", "storage"),
            List.of(new SmallFile("bench.lua", "eA==")), "/here", "ada@host", "/recipes");
    private final HttpStandIn server = new HttpStandIn();

    @AfterEach
    void close() {
        server.close();
    }

    private static String problem(String kind, int status, String detail) {
        return "{\"type\":\"/problems/" + kind + "\",\"title\":\"No\",\"status\":" + status + ",\"detail\":\"" + detail + "\"}";
    }

    private RunId submit() {
        try (HttpSession session = new HttpSession(server.api("assay_k_s"))) {
            return session.submit(RUN, SUBMISSION);
        }
    }

    @Test
    void shouldSubmitWithItsKeyUnderAnIdOfItsOwn() {
        // given
        server.answers(202, "application/json", "{\"id\":\"abcdefghij\",\"mode\":\"run\"}");

        // when
        RunId run = submit();

        // then
        assertThat(run).isEqualTo(new RunId("abcdefghij"));
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.path()).isEqualTo("/v1/runs");
            assertThat(asked.header("Authorization")).contains("Bearer assay_k_s");
            assertThat(asked.header("Idempotency-key")).contains(RUN.value());
            assertThat(asked.body()).contains("\"source_name\":\"r.yaml\"", "\"mode\":\"run\"", "\"set\":[\"a=b\"]", "\"labels\":{\"team\":\"storage\"}",
                    "\"files\":[{", "\"name\":\"bench.lua\"", "\"base64\":\"eA==\"").doesNotContain("/here");
        });
    }

    @Test
    void shouldAskAgainForTheSameRunWhereTheServerIsBusyOrTheConnectionWasCut() {
        // given
        server.answers(429, "application/problem+json", problem("too-many-requests", 429, "slower"), "Retry-After", "1").answers(503, "application/problem+json", problem("not-ready", 503, "the log is still read"))
                .breaksOff("application/json", "{\"id\":").answers(202, "application/json", "{\"id\":\"abcdefghij\"}");

        // when
        RunId run = submit();

        // then
        assertThat(run.value()).isEqualTo("abcdefghij");
        assertThat(server.asked()).hasSize(4).extracting(asked -> asked.header("Idempotency-key")).containsOnly(Optional.of(RUN.value()));
    }

    @Test
    void shouldNotWaitForAServerThatWantsALongPause() {
        // given
        server.answers(429, "application/problem+json", problem("too-many-requests", 429, "600 requests an hour"), "Retry-After", "3000");

        // then
        assertThatThrownBy(this::submit).isInstanceOf(UnreachableException.class).hasMessageContaining("600 requests an hour").hasMessageContaining("Try again in 3000 s");
    }

    @Test
    void shouldSayWhereAKeyIsLookedForWhenItIsNotTaken() {
        // given
        server.answers(401, "application/problem+json", problem("bad-key", 401, "the key has expired"));

        // then
        assertThatThrownBy(this::submit).isInstanceOf(MisuseException.class).hasMessageContaining("the key has expired").hasMessageContaining("ASSAY_KEY")
                .hasMessageContaining("assay keys add").hasMessageNotContaining("assay_k_s");
    }

    @Test
    void shouldSayWhatAKeyLacks() {
        // given
        server.answers(403, "application/problem+json", problem("scope-missing", 403, "the key 'ci' lacks the scope submit"));

        // then
        assertThatThrownBy(this::submit).isInstanceOf(MisuseException.class).hasMessageContaining("lacks the scope submit");
    }

    @Test
    void shouldTellTheProblemsOfARecipeAtTheirPlaces() {
        // given
        server.answers(422, "application/problem+json", "{\"type\":\"/problems/recipe-rejected\",\"title\":\"No\",\"status\":422,\"detail\":\"The recipe is not valid.\",\"errors\":[{\"detail\":\"unknown key 'redy'\","
                + "\"source\":\"r.yaml\",\"line\":14,\"column\":7,\"hint\":\"did you mean 'ready'?\"}]}");

        // then
        assertThatThrownBy(this::submit).isInstanceOf(RefusedException.class).hasMessageContaining("\n  r.yaml:14:7: unknown key 'redy' — did you mean 'ready'?");
    }

    @ParameterizedTest
    @CsvSource({"405, method-not-allowed", "410, file-changed", "414, address-too-long", "416, range-not-satisfiable", "431, headers-too-large"})
    void shouldTellWhateverIsWrongInTheServersWords(int status, String kind) {
        // given
        server.answers(status, "application/problem+json", problem(kind, status, "the report was changed"));

        // then
        assertThatThrownBy(this::submit).isInstanceOf(MisuseException.class).hasMessage("the report was changed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"application/json | {\"message\": \"no such route\"}", "application/problem+json | {\"type\": \"about:blank\", \"detail\": \"no such route\"}"})
    void shouldNotTakeAProblemOfAnotherForTheServers(String type, String body) {
        // given
        server.answers(404, type, body);

        // then
        assertThatThrownBy(this::submit).isInstanceOf(MisuseException.class).hasMessageContaining("is no Assay server, or something on the way to it: HTTP 404");
    }

    @Test
    void shouldNotTakeAPageOfAProxyForAnAnswer() {
        // given
        server.answers(200, "text/html", "<html>Welcome</html>").answers(404, "text/html", "<html>Not here</html>").answers(502, "text/html", "<html>Bad gateway</html>");

        // then
        for (int page = 0; page < 2; page++) {
            assertThatThrownBy(this::submit).hasMessageContaining("is no Assay server, or something on the way to it").hasMessageContaining("text/html");
        }
        assertThatThrownBy(this::submit).isInstanceOf(UnreachableException.class).hasMessageContaining("cannot answer now: HTTP 502").hasMessageNotContaining("<html>");
    }

    @Test
    void shouldSendNoKeyOnToWhereItIsSentOn() {
        // given
        server.answers(302, "text/html", "", "Location", "https://login.example.org/");

        // then
        assertThatThrownBy(this::submit).isInstanceOf(MisuseException.class).hasMessageContaining("sends on to https://login.example.org/");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void shouldSayAtOnceThatNobodyListens() {
        // given
        URI gone = server.address();
        server.close();
        HttpApi api = new HttpApi(gone, Optional.empty(), Optional.empty());

        // then
        assertThatThrownBy(() -> api.get("/v1/runs")).isInstanceOf(UnreachableException.class).hasMessageContaining("nothing listens there");
        assertThatThrownBy(() -> new HttpApi(URI.create("https://127.0.0.1:" + gone.getPort()), Optional.empty(), Optional.empty()).get("/")).isInstanceOf(UnreachableException.class);
    }
}
