package assay.gateway.stream;

import assay.events.Topic;
import assay.gateway.problem.ProblemException;
import assay.gateway.problem.ProblemKind;
import assay.log.Places;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Predicate;

/** Where a follower begins. */
sealed interface Beginning {

    /** Behind what he has read. */
    record Behind(Places read) implements Beginning {
    }

    /** With all that is kept. */
    record WithAll() implements Beginning {
    }

    /** With what comes from now on. */
    record Now() implements Beginning {
    }

    /**
     * As a request says.
     *
     * @param otherwise  where it does not
     * @param partitions whether he may have read there
     * @throws ProblemException when the position is none of the topic
     */
    static Beginning of(RoutingContext context, Topic topic, Beginning otherwise, Predicate<Integer> partitions) {
        String last = Optional.ofNullable(context.request().getHeader("Last-Event-ID")).orElse("");
        if (last.isEmpty()) {
            return "beginning".equals(context.request().getParam("from")) ? new WithAll() : otherwise;
        }
        try {
            Places read = Places.of(last);
            if (read.topic() == topic && read.offsets().keySet().stream().allMatch(partitions)) {
                return new Behind(read);
            }
            throw ProblemKind.BAD_REQUEST.because("Last-Event-ID: '" + last + "' is no position of this stream; send the `id` of the last event that was read, or none");
        } catch (IllegalArgumentException e) {
            throw ProblemKind.BAD_REQUEST.because("Last-Event-ID: " + e.getMessage());
        }
    }
}
