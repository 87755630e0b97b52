package assay.server;

import assay.cli.Build;
import assay.cli.Extension;
import assay.cli.MisuseException;
import assay.cluster.Clusters;
import assay.core.run.Lease;
import assay.events.RunId;
import assay.events.Topic;
import assay.events.recipe.Location;
import assay.gateway.GatewayConfig;
import assay.gateway.GatewayVerticle;
import assay.gateway.access.AccessRefusedException;
import assay.log.DataDirectoryInUseException;
import assay.log.DataDirectoryUnsuitableException;
import assay.log.EmbeddedBroker;
import assay.log.Endpoint;
import assay.log.FilelessVertx;
import assay.log.Host.Surroundings;
import assay.log.Snapshots;
import assay.log.TopicLayout;
import assay.log.Topics;
import assay.monitor.MonitorVerticle;
import assay.parser.ParserVerticle;
import assay.parser.Policy;
import assay.parser.PresetLibrary;
import assay.parser.ProfileDirectory;
import assay.report.ReportVerticle;
import assay.runner.DiscoveryVerticle;
import assay.runner.RunnerConfig;
import assay.runner.RunnerVerticle;
import assay.scheduler.SchedulerConfig;
import assay.scheduler.SchedulerVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every Assay service in this JVM, over an embedded broker. */
final class Server implements Extension.Hosted {
    private static final Logger LOGGER = LoggerFactory.getLogger(Server.class);
    private static final Duration STOPPING = Duration.ofSeconds(10);

    private final EmbeddedBroker broker;
    private final Topics topics;
    private final Vertx vertx;
    private final Clusters clusters;
    private final ParserVerticle parser;
    private final Surroundings surroundings;
    private final Optional<GatewayVerticle> gateway;
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();

    /** Why it ends, and whether it could not go on. */
    record Ending(String reason, boolean failed) {
    }

    private Server(EmbeddedBroker broker, Clusters clusters, Snapshots snapshots, Optional<GatewayConfig> http) {
        this.broker = broker;
        this.topics = Topics.open(broker.endpoint().settings(), TopicLayout.EMBEDDED);
        this.vertx = FilelessVertx.start(new VertxOptions());
        this.clusters = clusters;
        this.surroundings = new Surroundings(topics, snapshots, failure -> ended.complete(new Ending(failure.reason(), true)));
        this.gateway = http.map(config -> new GatewayVerticle(surroundings, config, clusters::at));
        this.parser = new ParserVerticle(surroundings, PresetLibrary.bundled(), ProfileDirectory.of(System.getenv()), Policy.of(System.getenv()));
    }

    /** Refuses an environment that sets something to what it cannot be. */
    static void checkEnvironment() {
        try {
            Lease.of(System.getenv());
            Policy.of(System.getenv());
        } catch (IllegalArgumentException e) {
            throw new MisuseException(e.getMessage());
        }
    }

    /**
     * Starts everything; returns when each service has read the log to its end.
     *
     * @param http where and for whom the API is served; empty: it is not
     */
    static Server start(Path dataDirectory, Optional<GatewayConfig> http) throws IOException, DataDirectoryInUseException, DataDirectoryUnsuitableException {
        checkEnvironment();
        Server server = new Server(EmbeddedBroker.start(dataDirectory, Build.id()), Clusters.ofData(dataDirectory), Snapshots.ofData(dataDirectory), http);
        try {
            server.deploy().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            server.close();
            if (http.isPresent() && (e.getCause() instanceof AccessRefusedException || e.getCause() instanceof BindException)) {
                throw new MisuseException("the API cannot be served at " + http.get().access().listen() + ": " + e.getCause().getMessage());
            }
            throw e;
        }
        LOGGER.atInfo().addKeyValue("kafka", server.endpoint().address()).addKeyValue("cluster", server.clusters.at(Location.here("auto")).adapter())
                .addKeyValue("partitions", server.topics.partitions(Topic.JOBS)).log("The server is ready");
        return server;
    }

    private Future<?> deploy() {
        return services().compose(ready -> gateway.isPresent() ? vertx.deployVerticle(gateway.get()) : Future.succeededFuture());
    }

    private Future<?> services() {
        return Future.all(vertx.deployVerticle(parser),
                vertx.deployVerticle(new SchedulerVerticle(surroundings, SchedulerConfig.standard(System.getenv()))),
                vertx.deployVerticle(new RunnerVerticle(surroundings, clusters::at, RunnerConfig.standard(System.getenv(), System.getProperty("user.home")))),
                vertx.deployVerticle(new DiscoveryVerticle(surroundings)),
                vertx.deployVerticle(new MonitorVerticle(surroundings, clusters::at)),
                vertx.deployVerticle(new ReportVerticle(surroundings)));
    }

    @Override
    public Endpoint endpoint() {
        return broker.endpoint();
    }

    /** The port of the API; empty where it is not served. */
    Optional<Integer> httpPort() {
        return gateway.map(GatewayVerticle::port);
    }

    /** The runs that something is to be done for. */
    List<RunId> unfinished() {
        return parser.unfinished();
    }

    /** Ends the server when nothing was to be done for this long. */
    void endWhenIdle(Duration patience) {
        new IdleWatch(patience, () -> !unfinished().isEmpty(), () -> ended.complete(new Ending("no run was under way for a while", false))).start(vertx);
    }

    /** Tells it to stop; for another thread. */
    void stop() {
        ended.complete(new Ending("it was told to stop", false));
    }

    /** Waits until it is told to stop, is idle, or cannot go on, and logs which. */
    Ending awaitEnd() throws InterruptedException {
        try {
            Ending ending = ended.get();
            LOGGER.atInfo().addKeyValue("reason", ending.reason()).log("The server ends");
            return ending;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The server's end completes normally", e);
        }
    }

    @Override
    public void close() {
        broker.unlist();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.atWarn().addKeyValue("reason", e.toString()).log("Not every service stopped in time; the log holds all they did");
        }
        clusters.close();
        topics.close();
        broker.close();
        LOGGER.atInfo().log("The server has ended");
    }
}
