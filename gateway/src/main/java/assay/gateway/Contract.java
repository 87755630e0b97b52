package assay.gateway;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.OpenAPIVersion;
import io.vertx.openapi.contract.Path;
import io.vertx.openapi.contract.impl.OpenAPIContractImpl;
import io.vertx.openapi.impl.OpenAPIFormatValidator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The API's contract: as it is handed out, and as it is enforced. Vert.x checks requests against it; what Vert.x cannot read, where it is served, and types of
 * answers and of YAML bodies, is left out of its copy. (It would also look for the schemas of OpenAPI itself in a folder of unpacked files; that the contract fits them is
 * tested instead.) Immutable.
 */
final class Contract {
    static final String YAML = "application/yaml";
    /** As Vert.x's copy calls a body that it does not look into. */
    static final String UNREAD = "text/plain";
    private static final String RESOURCE = "openapi.yaml";
    private final String text;
    private final OpenAPIContract enforced;
    private final Map<String, Endpoint> endpoints;

    private Contract(String text) {
        this.text = text;
        JsonObject document = document(text);
        this.endpoints = Endpoints.of(document).stream().collect(Collectors.toUnmodifiableMap(Endpoint::operation, Function.identity()));
        this.enforced = enforced(document);
    }

    /** The one that is part of this build. */
    static Contract bundled() {
        try (InputStream in = Contract.class.getResourceAsStream(RESOURCE)) {
            return new Contract(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The contract cannot be read from the jar", e);
        }
    }

    private static JsonObject document(String text) {
        return new JsonObject(JsonMapper.builder().build().writeValueAsString(YAMLMapper.builder().build().readTree(text)));
    }

    private static OpenAPIContract enforced(JsonObject document) {
        JsonObject readable = document.copy();
        Endpoints.operations(readable).forEach(Contract::leaveOut);
        readable.getJsonObject("components").remove("responses");
        readable.remove("servers");
        SchemaRepository repository = SchemaRepository.create(
                new JsonSchemaOptions().setDraft(Draft.DRAFT202012).setBaseUri("app://").setOutputFormat(OutputFormat.Basic), new OpenAPIFormatValidator());
        repository.dereference(JsonSchema.of(readable));
        return new OpenAPIContractImpl(repository.resolve(readable), OpenAPIVersion.V3_1, repository);
    }

    private static void leaveOut(JsonObject operation) {
        operation.put("responses", new JsonObject().put("200", new JsonObject().put("description", "")));
        JsonObject content = operation.getJsonObject("requestBody", new JsonObject()).getJsonObject("content", new JsonObject());
        if (content.containsKey(YAML)) {
            content.remove(YAML);
            content.put(UNREAD, new JsonObject());
        }
    }

    /** As it is handed out. */
    String text() {
        return text;
    }

    /** As Vert.x enforces it. */
    OpenAPIContract enforced() {
        return enforced;
    }

    /** What every operation is for. */
    List<Endpoint> endpoints() {
        return List.copyOf(endpoints.values());
    }

    /** The operations at a path; none when there is no such path. */
    List<Endpoint> at(String path) {
        Path found = enforced.findPath(path);
        return found == null ? List.of() : found.getOperations().stream().map(operation -> endpoints.get(operation.getOperationId())).toList();
    }
}
