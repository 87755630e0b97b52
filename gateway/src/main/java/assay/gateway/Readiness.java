package assay.gateway;

import assay.log.LogWatch;
import java.util.Optional;

/** Whether what is told of runs can be relied on. */
final class Readiness {
    private final LogWatch watch;
    private volatile boolean caughtUp;

    Readiness(LogWatch watch) {
        this.watch = watch;
    }

    /** Why what is told may be old at this moment. */
    Optional<String> obstacle() {
        Optional<String> obstacle = watch.obstacle();
        caughtUp |= obstacle.isEmpty();
        return obstacle;
    }

    /** Why nothing can be told yet; once the log was read to its end, what is known is told even while Kafka does not answer. */
    Optional<String> firstObstacle() {
        return caughtUp ? Optional.empty() : obstacle();
    }
}
