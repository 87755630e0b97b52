package assay.gateway;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** Answers a request with what a future gives; whatever fails on the way, the answering included, fails the request. */
final class Reply {
    private Reply() {
    }

    static <T> void with(RoutingContext context, Future<T> future, Consumer<T> answer) {
        future.map(value -> {
            answer.accept(value);
            return value;
        }).onFailure(context::fail);
    }
}
