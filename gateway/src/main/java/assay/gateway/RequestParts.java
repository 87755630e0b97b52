package assay.gateway;

import assay.gateway.problem.Flaw;
import assay.gateway.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes a request apart for its validation. (The extractor that comes with Vert.x decodes a query twice, and takes texts that look like JSON for JSON; here
 * each value is handed over in a form that it reads back as it is.) Parameters that the contract does not name are refused.
 */
final class RequestParts implements RequestExtractor {
    @Override
    public Future<ValidatableRequest> extractValidatableRequest(RoutingContext context, Operation operation) {
        requireKnownQuery(context, operation);
        Map<Location, Map<String, RequestParameter>> parts = new EnumMap<>(Location.class);
        for (Location location : Location.values()) {
            parts.put(location, new HashMap<>());
        }
        operation.getParameters().forEach(parameter -> parts.get(parameter.getIn()).put(parameter.getName(),
                new RequestParameterImpl(value(parameter, given(context, parameter)).orElse(null))));
        return Future.succeededFuture(new ValidatableRequestImpl(parts.get(Location.COOKIE), parts.get(Location.HEADER), parts.get(Location.PATH),
                parts.get(Location.QUERY), new RequestParameterImpl(body(context)), type(context)));
    }

    private static void requireKnownQuery(RoutingContext context, Operation operation) {
        List<String> known = operation.getParameters().stream().filter(parameter -> parameter.getIn() == Location.QUERY).map(Parameter::getName).toList();
        List<Flaw> unknown = context.queryParams().names().stream().filter(name -> !known.contains(name)).sorted()
                .map(name -> new Flaw("/query/" + name, "there is no such parameter here; " + (known.isEmpty() ? "there is none" : "there are " + String.join(", ", known)))).toList();
        if (!unknown.isEmpty()) {
            throw ProblemKind.BAD_REQUEST.because(unknown);
        }
    }

    private static List<String> given(RoutingContext context, Parameter parameter) {
        return switch (parameter.getIn()) {
            case PATH -> List.of(context.pathParam(parameter.getName()));
            case HEADER -> Optional.ofNullable(context.request().getHeader(parameter.getName())).stream().toList();
            case QUERY -> context.queryParam(parameter.getName());
            case COOKIE -> List.of();
        };
    }

    private static Optional<String> value(Parameter parameter, List<String> given) {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (parameter.getSchemaType() == SchemaType.ARRAY) {
            return Optional.of(given.stream().map(each -> parameter.getName() + "=" + text(each).replace("&", "\\u0026")).collect(Collectors.joining("&")));
        }
        if (given.size() > 1) {
            throw ProblemKind.BAD_REQUEST.because(List.of(new Flaw("/query/" + parameter.getName(), "it stands there " + given.size() + " times, but makes sense once")));
        }
        return Optional.of(parameter.getSchemaType() == SchemaType.STRING ? text(given.getFirst()) : given.getFirst());
    }

    private static String text(String value) {
        return Json.encode(value);
    }

    private static Buffer body(RoutingContext context) {
        Buffer body = context.body().buffer();
        return body == null ? Buffer.buffer() : body;
    }

    private static String type(RoutingContext context) {
        String type = Admission.type(context.request());
        return type.equals(Contract.YAML) ? Contract.UNREAD : type;
    }
}
