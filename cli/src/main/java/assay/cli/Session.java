package assay.cli;

import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.RecipeEvent;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.Endpoint;
import assay.log.Follower;
import assay.log.From;
import assay.log.InboxPublisher;
import assay.log.PublishException;
import assay.log.TopicLayout;
import assay.log.Topics;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A command's connection to a server's log. */
final class Session implements AutoCloseable {
    private static final Duration PUBLISHING = Duration.ofSeconds(20);
    private final Topics topics;
    private final Vertx vertx;

    private Session(Topics topics) {
        this.topics = topics;
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
    }

    /** Connects to the server of an endpoint. */
    static Session open(Endpoint endpoint) {
        return new Session(Topics.open(endpoint.settings(), TopicLayout.EMBEDDED));
    }

    /** Identifies the log. */
    String logId() {
        return topics.logId();
    }

    /** Publishes a request; returns when it is acknowledged. */
    void publish(RunId run, RecipeEvent event) throws PublishException {
        try (InboxPublisher inbox = new InboxPublisher(topics, PUBLISHING)) {
            inbox.publish(new Envelope(new EventId(UUID.randomUUID().toString()), run, "/assay/cli", Instant.now(), "", event));
        }
    }

    /** Follows a topic from its beginning. */
    Follower follow(Topic topic, Optional<RunId> run, Consumer<Entry> consumer) {
        return Follower.start(vertx, topics, topic, new From.Beginning(), run, consumer);
    }

    /** Reads what stands in a topic now. */
    void read(Topic topic, Optional<RunId> run, Consumer<Entry> consumer) {
        Follower follower = follow(topic, run, consumer);
        follower.caughtUp().await();
        follower.close();
    }

    @Override
    public void close() {
        vertx.close();
        topics.close();
    }
}
