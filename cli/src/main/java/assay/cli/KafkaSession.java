package assay.cli;

import assay.core.run.Run;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.RecipeEvent;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.RerunRequested;
import assay.events.RecipeEvent.RunCancelRequested;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.Endpoint;
import assay.log.FilelessVertx;
import assay.log.Follower;
import assay.log.From;
import assay.log.InboxPublisher;
import assay.log.KafkaSettings;
import assay.log.LogUnavailableException;
import assay.log.PublishException;
import assay.log.Snapshots;
import assay.log.Topics;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A session by the topics themselves. */
final class KafkaSession implements Session {
    private static final Duration PUBLISHING = Duration.ofSeconds(20);
    private final String address;
    private final Optional<Servers> servers;
    private final Topics topics;
    private final List<Vertx> following = new ArrayList<>(1);

    private KafkaSession(KafkaSettings settings, Optional<Servers> servers) {
        this.address = settings.bootstrapServers();
        this.servers = servers;
        this.topics = Topics.of(settings);
    }

    /** With services that nobody here starts or keeps alive. */
    static KafkaSession of(KafkaSettings settings) {
        return new KafkaSession(settings, Optional.empty());
    }

    /** With the live server of a data directory. */
    static KafkaSession of(Endpoint endpoint, Servers servers) {
        return new KafkaSession(endpoint.settings(), Optional.of(servers));
    }

    @Override
    public RunId submit(RunId proposed, RecipeSubmitted request) throws PublishException {
        return publish(proposed, request);
    }

    @Override
    public RunId rerun(RunId proposed, RerunRequested request) throws PublishException {
        return publish(proposed, request);
    }

    @Override
    public void cancel(RunId run, String reason, boolean interrupt) throws PublishException {
        publish(run, new RunCancelRequested(reason, RecipeFile.submitter(), interrupt));
    }

    private RunId publish(RunId run, RecipeEvent event) throws PublishException {
        try (InboxPublisher inbox = new InboxPublisher(topics, PUBLISHING)) {
            inbox.publish(new Envelope(new EventId(UUID.randomUUID().toString()), run, "/assay/cli", Instant.now(), "", event));
        }
        return run;
    }

    @Override
    public void follow(RunId run, Consumer<Entry> consumer, Consumer<String> say) {
        follow(Topic.JOBS, servers.map(Servers::kept).orElseGet(Snapshots::none).from(topics, run), run, consumer);
        follow(Topic.METRICS, new From.End(), run, consumer);
    }

    private void follow(Topic topic, From from, RunId run, Consumer<Entry> consumer) {
        if (following.isEmpty()) {
            following.add(FilelessVertx.start(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2)));
        }
        Follower.start(following.getFirst(), topics, topic, from, Optional.of(run), consumer);
    }

    /** A run needs a server to go on: where it was killed, another one is started, which takes the same address. */
    @Override
    public void keep(String shortId, Consumer<String> say) throws IOException, InterruptedException {
        if (servers.isEmpty() || servers.get().live().isPresent()) {
            return;
        }
        say.accept("the server is gone; run " + shortId + " goes on with another one");
        Endpoint next = servers.get().liveOrStarted(say);
        if (!next.address().equals(address)) {
            throw new LogUnavailableException("the server listens at another address now; `assay watch " + shortId + "` goes on from here");
        }
    }

    /** A server that was just about to end took the request, and leaves it to the next one. */
    @Override
    public void leave() throws IOException, InterruptedException {
        if (servers.isPresent()) {
            servers.get().liveOrStarted();
        }
    }

    /** The services write into the directory that they were told. */
    @Override
    public boolean fetch(Run run, Path output, Consumer<String> say) {
        return true;
    }

    @Override
    public void close() {
        following.forEach(Vertx::close);
        topics.close();
    }
}
