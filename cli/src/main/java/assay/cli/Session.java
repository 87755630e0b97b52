package assay.cli;

import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.RecipeEvent;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.Endpoint;
import assay.log.FilelessVertx;
import assay.log.Follower;
import assay.log.From;
import assay.log.InboxPublisher;
import assay.log.PublishException;
import assay.log.Snapshots;
import assay.log.Topics;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A command's connection to a server: asks for something, and follows what comes of it. */
final class Session implements AutoCloseable {
    private static final Duration PUBLISHING = Duration.ofSeconds(20);
    private final Endpoint endpoint;
    private final Topics topics;
    private final List<Vertx> following = new ArrayList<>(1);

    private Session(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.topics = Topics.of(endpoint.settings());
    }

    /** Connects to the server of an endpoint. */
    static Session open(Endpoint endpoint) {
        return new Session(endpoint);
    }

    /** The server's address. */
    String address() {
        return endpoint.address();
    }

    /** Publishes a request; returns when it is acknowledged. */
    void publish(RunId run, RecipeEvent event) throws PublishException {
        try (InboxPublisher inbox = new InboxPublisher(topics, PUBLISHING)) {
            inbox.publish(new Envelope(new EventId(UUID.randomUUID().toString()), run, "/assay/cli", Instant.now(), "", event));
        }
    }

    /** Follows all of a run's events in the log of record. */
    void follow(RunId run, Snapshots kept, Consumer<Entry> consumer) {
        follow(Topic.JOBS, kept.from(topics, run), run, consumer);
    }

    /** Follows what is said of a run's progress from now on. */
    void followProgress(RunId run, Consumer<Entry> consumer) {
        follow(Topic.METRICS, new From.End(), run, consumer);
    }

    private void follow(Topic topic, From from, RunId run, Consumer<Entry> consumer) {
        if (following.isEmpty()) {
            following.add(FilelessVertx.start(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2)));
        }
        Follower.start(following.getFirst(), topics, topic, from, Optional.of(run), consumer);
    }

    @Override
    public void close() {
        following.forEach(Vertx::close);
        topics.close();
    }
}
