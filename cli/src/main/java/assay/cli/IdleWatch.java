package assay.cli;

import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.Topic;
import assay.log.Follower;
import assay.log.From;
import assay.log.Topics;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;

/** Ends a background server when no run was under way for some time. */
final class IdleWatch {
    private static final Duration LOOK = Duration.ofSeconds(5);
    private final Vertx vertx;
    private final Topics topics;
    private final Runnable end;
    private final Runs runs;
    private Duration idle = Duration.ZERO;

    IdleWatch(Vertx vertx, Topics topics, Runnable end) {
        this.vertx = vertx;
        this.topics = topics;
        this.end = end;
        this.runs = Runs.of(topics.logId());
    }

    /** Watches from now on. Everything happens on one Vert.x context. */
    void start(Duration patience) {
        vertx.getOrCreateContext().runOnContext(ignored -> {
            Follower.start(vertx, topics, Topic.RECIPES, new From.Beginning(), Optional.empty(), runs::take);
            Follower.start(vertx, topics, Topic.JOBS, new From.Beginning(), Optional.empty(), runs::take);
            vertx.setPeriodic(LOOK.toMillis(), timer -> look(patience));
        });
    }

    private void look(Duration patience) {
        boolean busy = !runs.inbox().waiting().isEmpty() || runs.all().stream().anyMatch(IdleWatch::underWay);
        idle = busy ? Duration.ZERO : idle.plus(LOOK);
        if (idle.compareTo(patience) >= 0) {
            end.run();
        }
    }

    private static boolean underWay(Run run) {
        return !run.finished() || run.reportDue();
    }
}
