package assay.gateway;

import assay.gateway.access.Access;
import assay.gateway.problem.ProblemKind;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lets a request on to its operation when there is one, the asker may use it, types fit, and the log was read. */
final class Admission implements Handler<RoutingContext> {
    private final Contract contract;
    private final Access access;
    private final Supplier<Optional<String>> unready;

    /**
     * By a contract.
     *
     * @param unready why nothing can be told of runs yet; empty once it can
     */
    Admission(Contract contract, Access access, Supplier<Optional<String>> unready) {
        this.contract = contract;
        this.access = access;
        this.unready = unready;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpMethod method = context.request().method();
        List<Endpoint> found = contract.at(context.normalizedPath());
        Optional<Endpoint> wanted = found.stream().filter(endpoint -> endpoint.serves(method)).findFirst();
        if (found.isEmpty()) {
            throw ProblemKind.NOT_FOUND.because("there is nothing at " + context.normalizedPath() + "; /v1/openapi.yaml names all paths");
        } else if (method.equals(HttpMethod.OPTIONS)) {
            context.response().setStatusCode(204).putHeader(HttpHeaders.ALLOW, methods(found)).end();
        } else if (wanted.isEmpty()) {
            throw ProblemKind.METHOD_NOT_ALLOWED.because(method + " is not known at " + context.normalizedPath() + "; it takes " + methods(found))
                    .with("Allow", methods(found));
        } else {
            admit(context, wanted.get());
        }
    }

    private static String methods(List<Endpoint> endpoints) {
        return endpoints.stream().flatMap(endpoint -> endpoint.headersAlone() ? Stream.of("GET", "HEAD") : Stream.of(endpoint.method().name()))
                .collect(Collectors.joining(", ")) + ", OPTIONS";
    }

    private void admit(RoutingContext context, Endpoint endpoint) {
        requireKnownType(context.request(), endpoint);
        requireAcceptable(context, endpoint);
        if (endpoint.scope().isEmpty()) {
            context.next();
            return;
        }
        unready.get().ifPresent(why -> {
            throw ProblemKind.NOT_READY.because(why);
        });
        access.requires(endpoint.scope().get()).handle(context);
    }

    private static void requireKnownType(HttpServerRequest request, Endpoint endpoint) {
        boolean body = request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || !request.headers().contains(HttpHeaders.CONTENT_LENGTH, "0", false)
                && request.headers().contains(HttpHeaders.CONTENT_LENGTH);
        if (body && !endpoint.takes().isEmpty() && !endpoint.takes().contains(type(request))) {
            throw ProblemKind.UNSUPPORTED_MEDIA_TYPE.because("a body of type '" + type(request) + "' is not taken here; send " + String.join(" or ", endpoint.takes()));
        }
    }

    /** The type of a body, without parameters. */
    static String type(HttpServerRequest request) {
        String type = Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE)).orElse("");
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static void requireAcceptable(RoutingContext context, Endpoint endpoint) {
        List<MIMEHeader> accepted = context.parsedHeaders().accept();
        if (!accepted.isEmpty() && endpoint.makes().stream().noneMatch(type -> accepted.stream().anyMatch(range -> takes(range, type)))) {
            throw ProblemKind.NOT_ACCEPTABLE.because("what is asked for makes " + String.join(" or ", endpoint.makes()) + ", and Accept names neither");
        }
    }

    private static boolean takes(MIMEHeader range, String type) {
        String[] parts = type.split("/", 2);
        return range.weight() > 0 && (any(range.component()) || any(parts[0]) || range.component().equalsIgnoreCase(parts[0]))
                && (any(range.subComponent()) || any(parts[1]) || range.subComponent().equalsIgnoreCase(parts[1]));
    }

    private static boolean any(String part) {
        return part.equals("*");
    }
}
