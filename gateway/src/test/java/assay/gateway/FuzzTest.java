package assay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.JobEvent.RunRequested;
import assay.events.RecipeEvent;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.RunCancelRequested;
import assay.events.RunId;
import assay.gateway.FuzzedRequests.Fuzzed;
import assay.gateway.RawClient.Answer;
import assay.testkit.SampleRun;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Thousands of requests made from the contract, most of them a little wrong: no answer is a failure of the gateway's, each is one that the contract names, nothing
 * hangs, and what was acknowledged stands in the inbox. {@code -Dassay.fuzz.requests=N -Dassay.fuzz.seed=N} search longer, or one seed again.
 */
class FuzzTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();
    private static final int REQUESTS = Integer.getInteger("assay.fuzz.requests", 1_000);
    private static final long SEED = Long.getLong("assay.fuzz.seed", System.nanoTime());
    private static final int CONNECTIONS = 4;
    /** What may be answered whatever was asked for. */
    private static final Set<Integer> ANYWHERE = Set.of(400, 401, 404, 405, 414, 415, 429, 431);
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> cancelled = new ConcurrentLinkedQueue<>();
    private final SchemaRepository schemas = SchemaRepository.create(new JsonSchemaOptions().setDraft(Draft.DRAFT202012).setBaseUri("app://").setOutputFormat(OutputFormat.Basic));

    @Test
    void shouldAnswerEveryRequestByItsContractAndLoseNone() throws Exception {
        // given
        GATEWAY.log().write(SampleRun.log(2, 20));
        RunId underWay = new RunId("fuzzed0000");
        GATEWAY.log().write(underWay, new RunRequested(new RecipeSubmitted("recipe: 1\n", "x", Mode.RUN, List.of(), Map.of(), List.of(), "/nonexistent", "ada")));
        GATEWAY.log().writeNonsense(underWay);
        GATEWAY.await("/v1/runs/fuzzed0000", run -> true);
        JsonObject document = resolved();

        // when
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (Future<?> each : IntStream.range(0, CONNECTIONS).mapToObj(place -> threads.submit(() -> ask(document, SEED + place))).toList()) {
                each.get();
            }
        }

        // then
        Map<RunId, List<RecipeEvent>> inbox = InboxReading.all(GATEWAY);
        System.out.println("fuzz: seed " + SEED + ", " + REQUESTS + " requests in " + (System.nanoTime() - begin) / 1_000_000 + " ms, answers " + new TreeMap<>(statuses)
                + ", " + asked.size() + " runs and " + cancelled.size() + " cancellations acknowledged");
        assertThat(complaints).as("seed %d", SEED).isEmpty();
        assertThat(asked).isNotEmpty().allMatch(run -> inbox.getOrDefault(new RunId(run), List.of()).stream().anyMatch(event -> !(event instanceof RunCancelRequested)));
        assertThat(cancelled).isNotEmpty().allMatch(run -> inbox.getOrDefault(new RunId(run), List.of()).stream().anyMatch(RunCancelRequested.class::isInstance));
        assertThat(GATEWAY.get("/v1/runs/7k3q").statusCode()).isEqualTo(200);
    }

    private JsonObject resolved() {
        JsonObject document = new JsonObject(JsonMapper.builder().build().writeValueAsString(YAMLMapper.builder().build().readTree(Contract.bundled().text())));
        schemas.dereference(JsonSchema.of(document));
        return schemas.resolve(document);
    }

    private Void ask(JsonObject document, long seed) throws IOException {
        FuzzedRequests requests = new FuzzedRequests(document, GATEWAY.key(), seed);
        RawClient client = new RawClient(GATEWAY.port());
        try {
            for (int i = 0; i < REQUESTS / CONNECTIONS; i++) {
                Fuzzed request = requests.next();
                try {
                    look(document, request, client.send(request.bytes(), request.headersAlone()));
                } catch (IOException | RuntimeException e) {
                    complaints.add(e + " to\n" + request);
                    client.close();
                }
            }
        } finally {
            client.close();
        }
        return null;
    }

    private void look(JsonObject document, Fuzzed request, Answer answer) {
        statuses.merge(answer.status(), 1, Integer::sum);
        if (answer.status() >= 500) {
            complaints.add(answer.status() + " " + answer.text() + " to\n" + request);
        } else if (!request.bent() && !ANYWHERE.contains(answer.status()) && !request.operation().statuses().contains(String.valueOf(answer.status()))) {
            complaints.add("an answer that the contract does not name: " + answer.status() + " " + answer.text() + " to\n" + request);
        } else if (answer.status() >= 400 && !answer.type().equals("application/problem+json")) {
            complaints.add("no problem: " + answer.status() + " " + answer.headers() + " to\n" + request);
        } else if (answer.status() >= 400 && answer.body().length > 0) {
            misfit(document.getJsonObject("components").getJsonObject("schemas").getJsonObject("Problem"), request, answer).ifPresent(complaints::add);
        }
        if (!request.bent() && answer.type().equals("application/json") && answer.body().length > 0) {
            wrong(document, request, answer).ifPresent(complaints::add);
        }
        if (answer.status() == 202) {
            JsonObject body = new JsonObject(answer.text());
            (body.getString("mode").equals("cancel") ? cancelled : asked).add(body.getString("id"));
        }
    }

    private Optional<String> wrong(JsonObject document, Fuzzed request, Answer answer) {
        JsonObject content = document.getJsonObject("paths").getJsonObject(request.operation().path()).getJsonObject(request.operation().method().toLowerCase(Locale.ROOT))
                .getJsonObject("responses").getJsonObject(String.valueOf(answer.status())).getJsonObject("content");
        if (!content.containsKey("application/json")) {
            return Optional.empty(); // a file that happens to be JSON
        }
        return misfit(content.getJsonObject("application/json").getJsonObject("schema"), request, answer);
    }

    private Optional<String> misfit(JsonObject schema, Fuzzed request, Answer answer) {
        OutputUnit result = schemas.validator(JsonSchema.of(schema)).validate(Json.decodeValue(answer.text()));
        return result.getValid() ? Optional.empty() : Optional.of("an answer that does not fit the contract: " + result.getErrors() + " " + answer.text() + " to\n" + request);
    }
}
