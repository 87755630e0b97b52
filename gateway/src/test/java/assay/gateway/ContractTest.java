package assay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import assay.gateway.access.Scope;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ContractTest {
    private final Contract contract = Contract.bundled();

    @Test
    void shouldFitTheSchemasOfOpenApi() throws Exception {
        // given
        Vertx vertx = Vertx.vertx();
        JsonObject document = new JsonObject(JsonMapper.builder().build().writeValueAsString(YAMLMapper.builder().build().readTree(contract.text())));

        // when
        OutputUnit result = OpenAPIVersion.V3_1.getRepository(vertx, "app://").compose(schemas -> OpenAPIVersion.V3_1.validateContract(vertx, schemas, document))
                .toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);

        // then
        assertThat(result.getErrors()).isNullOrEmpty();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void shouldNameAScopeForAllButThreeOperations() {
        // when
        Set<String> open = contract.endpoints().stream().filter(endpoint -> endpoint.scope().isEmpty()).map(Endpoint::operation).collect(Collectors.toSet());

        // then
        assertThat(open).containsExactlyInAnyOrder("getContract", "health", "ready");
        assertThat(contract.endpoints()).filteredOn(endpoint -> endpoint.method().equals(HttpMethod.POST)).extracting(endpoint -> endpoint.scope().orElseThrow())
                .containsOnly(Scope.SUBMIT, Scope.CANCEL);
    }
}
