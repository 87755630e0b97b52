package assay.gateway.stream;

import assay.events.Entry;
import assay.events.Entry.Position;
import assay.events.Topic;
import assay.log.Follower;
import assay.log.From;
import assay.log.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The end of a topic, read once for all who follow it. Nothing is told before the view of all runs has read it, too: who asks about what he was told is
 * answered as one who knows of it.
 */
final class Tail {
    private static final long PAUSE_MILLIS = 2;
    private final Vertx vertx;
    private final Predicate<Position> reached;
    private final Follower follower;
    private final Deque<Entry.Readable> held = new ArrayDeque<>();
    private final Set<Consumer<Told>> followers = new LinkedHashSet<>();

    /**
     * Of a topic.
     *
     * @param reached whether the view has read as far; asked often
     */
    Tail(Vertx vertx, Topics topics, Topic topic, Predicate<Position> reached) {
        this.vertx = vertx;
        this.reached = reached;
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
            held.add(readable);
            if (held.size() == 1) {
                tell();
            }
        }
    }

    private void tell() {
        while (!held.isEmpty() && reached.test(held.peek().position())) {
            Told told = new Told(held.remove());
            List.copyOf(followers).forEach(consumer -> consumer.accept(told));
        }
        if (!held.isEmpty()) {
            vertx.setTimer(PAUSE_MILLIS, ignored -> tell());
        }
    }

    Future<Void> close() {
        return follower.close();
    }
}
