package assay.gateway;

import static assay.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import assay.events.JobEvent.RunRequested;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class SilentKafkaTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();

    @Test
    @Timeout(value = 90, unit = TimeUnit.SECONDS)
    void shouldTellWhatItKnowsAndTakeNothing() throws Exception {
        // given
        RunId run = new RunId("known00000");
        GATEWAY.log().write(run, new RunRequested(new RecipeSubmitted("recipe: 1\n", "x", Mode.RUN, List.of(), Map.of(), List.of(), "/nonexistent", "ada")));
        GATEWAY.await("/v1/runs/" + run, each -> each.path("state").asString().equals("requested"));

        // when
        GATEWAY.silenceKafka();
        HttpResponse<String> submission = GATEWAY.submit("recipe: 1\n");

        // then
        assertThat(submission.statusCode()).isEqualTo(503);
        assertThat(submission.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(submission).path("type").asString()).isEqualTo("/problems/kafka-silent");
        assertThat(GATEWAY.get("/v1/runs/" + run).statusCode()).isEqualTo(200);
        assertThat(GATEWAY.get("/healthz").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = GATEWAY.get("/readyz");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(json(ready).path("detail").asString()).contains("does not answer");
    }
}
