package assay.gateway.problem;

import assay.cluster.ClusterRefusedException;
import assay.cluster.ClusterSilentException;
import assay.log.LogUnavailableException;
import assay.log.PublishException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.validation.ValidatorException;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers whatever failed with a problem. What nobody foresaw is a bug: it is logged, and the answer tells nothing of the inside. */
public final class ProblemAnswers implements Handler<RoutingContext> {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProblemAnswers.class);
    /** Of an answer that was begun and did not come to anything. */
    private static final List<String> OF_CONTENT = List.of("Content-Length", "Content-Range", "Accept-Ranges", "ETag");

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended()) {
            return;
        }
        if (response.headWritten()) {
            response.reset(); // half an answer must not look like a whole one
            return;
        }
        answer(context.request(), of(context));
    }

    /** Answers with a problem, at once, and hangs up where that is due. */
    public static void answer(HttpServerRequest request, ProblemException failure) {
        HttpServerResponse response = request.response();
        OF_CONTENT.forEach(response.headers()::remove);
        failure.headers().forEach(response::putHeader);
        Future<Void> told = response.setStatusCode(failure.problem().kind().status()).putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(failure.problem().json().toBuffer());
        if (failure.ends()) {
            told.eventually(() -> request.connection().close());
        }
    }

    private static ProblemException of(RoutingContext context) {
        Throwable failure = context.failure();
        return switch (failure) {
            case ProblemException problem -> problem;
            case LogUnavailableException e -> ProblemKind.KAFKA_SILENT.because(e.getMessage());
            case PublishException e -> ProblemKind.KAFKA_SILENT.because(e.getMessage());
            case ClusterSilentException e -> ProblemKind.CLUSTER_SILENT.because(e.getMessage());
            case ClusterRefusedException e -> ProblemKind.CLUSTER_SILENT.because(e.getMessage());
            case UncheckedIOException e -> ProblemKind.FILE_CHANGED.because("it cannot be read: " + e.getMessage());
            case ValidatorException e -> Flaws.of(e);
            case DecodeException e -> ProblemKind.BAD_REQUEST.because(List.of(new Flaw("/body", "expected JSON, but found something else")));
            case HttpException e when e.getCause() instanceof ValidatorException cause -> Flaws.of(cause);
            case HttpException e when e.getStatusCode() < 500 -> ofStatus(e.getStatusCode(), e.getCause() == null ? "" : e.getCause().getMessage());
            case null -> ofStatus(context.statusCode(), "");
            // Of the router, before any route: whoever asks was asked for no key yet, and nothing of what he sends is read.
            case VertxException e when context.statusCode() < 500 -> ofStatus(context.statusCode(), e.getMessage()).andEnd();
            default -> bug(context, failure);
        };
    }

    private static ProblemException ofStatus(int status, String words) {
        return switch (status) {
            case 404 -> ProblemKind.NOT_FOUND.because("there is nothing at this path; /v1/openapi.yaml names all paths");
            default -> ProblemKind.BAD_REQUEST.because(words.isEmpty() ? "the request cannot be read" : words);
        };
    }

    private static ProblemException bug(RoutingContext context, Throwable failure) {
        LOGGER.atError().setCause(failure).addKeyValue("method", context.request().method()).addKeyValue("path", context.normalizedPath())
                .log("A bug of Assay's, please report it: a request could not be answered");
        return ProblemKind.FAULT.because("please report it; the gateway's log says more");
    }
}
