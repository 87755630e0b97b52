package assay.gateway.stream;

import assay.events.Entry;
import assay.events.Topic;
import assay.log.Follower;
import assay.log.From;
import assay.log.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The end of a topic, read once for all who follow it. */
final class Tail {
    private final Follower follower;
    private final Set<Consumer<Told>> followers = new LinkedHashSet<>();

    Tail(Vertx vertx, Topics topics, Topic topic) {
        this.follower = Follower.start(vertx, topics, topic, new From.End(), Optional.empty(), this::take);
    }

    /** Completes when its reader stands at the end: whoever follows from then on is told of all that he does not find in the log. */
    Future<Void> ready() {
        return follower.caughtUp();
    }

    /** Fails when Kafka refuses to be read. */
    Future<Void> ended() {
        return follower.ended();
    }

    void follow(Consumer<Told> consumer) {
        followers.add(consumer);
    }

    void leave(Consumer<Told> consumer) {
        followers.remove(consumer);
    }

    private void take(Entry entry) {
        if (entry instanceof Entry.Readable readable && !followers.isEmpty()) {
            Told told = new Told(readable);
            List.copyOf(followers).forEach(consumer -> consumer.accept(told));
        }
    }

    Future<Void> close() {
        return follower.close();
    }
}
