package assay.gateway;

import assay.cluster.Cluster;
import assay.events.recipe.Location;
import assay.gateway.access.Access;
import assay.gateway.access.AccessRefusedException;
import assay.gateway.stream.Streams;
import assay.gateway.view.LogView;
import assay.gateway.view.RunHistories;
import assay.log.Host.Surroundings;
import assay.log.LogWatch;
import assay.log.LoopFailure;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import java.time.Clock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects HTTP with the log of record. Wiring only. */
public final class GatewayVerticle extends VerticleBase {
    private static final Logger LOGGER = LoggerFactory.getLogger(GatewayVerticle.class);
    private static final int READERS = 8;
    private final Surroundings surroundings;
    private final GatewayConfig config;
    private final Function<Location, Cluster> clusters;
    private final Clock clock = Clock.systemUTC();
    private final LogView view = new LogView();
    private final LogWatch watch;
    private Inbox inbox;
    private Streams streams;
    private HttpServer server;

    /** It reads the log, and the logs of jobs where only the cluster sees them. */
    public GatewayVerticle(Surroundings surroundings, GatewayConfig config, Function<Location, Cluster> clusters) {
        this.surroundings = surroundings;
        this.config = config;
        this.clusters = clusters;
        this.watch = new LogWatch(surroundings.topics(), surroundings.snapshots(), view, surroundings.failed());
    }

    /** Completes when it listens; whether the log was read to its end is told by {@code /readyz}. */
    @Override
    public Future<?> start() throws Exception {
        Access access = access();
        WorkerExecutor workers = vertx.createSharedWorkerExecutor("assay-gateway", READERS);
        RunHistories histories = new RunHistories(vertx, surroundings.topics(), view, workers);
        streams = Streams.open(vertx, surroundings.topics(), view);
        inbox = new Inbox(vertx, surroundings.topics(), clock);
        Contract contract = Contract.bundled();
        Readiness readiness = new Readiness(watch);
        Operations operations = new Operations(new RunOperations(view, histories), new AskOperations(view, histories, inbox, new SubmissionForm(config.outputRoot())),
                new ReportOperations(view, histories, workers), new ScriptOperations(view, histories),
                new LogOperations(view, histories, clusters, workers, streams), new FollowOperations(view, streams), new OwnOperations(contract, readiness));
        server = access.server(new Api(contract, operations.byId()).router(vertx, access, readiness::firstObstacle));
        watch.start();
        return server.listen().onSuccess(listening -> LOGGER.atInfo().addKeyValue("address", config.access().listen().host() + ":" + listening.actualPort())
                .log("The gateway listens"))
                .onFailure(failure -> refused("it cannot listen on " + config.access().listen() + " (" + failure.getMessage() + "): name another address"));
    }

    private Access access() throws AccessRefusedException {
        try {
            return Access.open(vertx, config.access(), clock);
        } catch (AccessRefusedException e) {
            refused(e.getMessage());
            throw e;
        }
    }

    /** A person has to act before it can start; that is no bug. */
    private void refused(String reason) {
        surroundings.failed().accept(new LoopFailure("assay-gateway", false, reason));
    }

    /** Where it listens; the port is another one than the one asked for when that was 0. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public Future<?> stop() {
        return streams.close().eventually(server::close).onComplete(closed -> {
            watch.close();
            inbox.close();
        });
    }
}
