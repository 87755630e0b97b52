package assay.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cluster.Cluster;
import assay.cluster.Clusters;
import assay.cluster.NoCluster;
import assay.core.run.Job;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.core.run.Stage;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.JobEvent.Outcome;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import assay.events.Topic;
import assay.events.recipe.Location;
import assay.log.EmbeddedBroker;
import assay.log.Follower;
import assay.log.From;
import assay.log.Host.Surroundings;
import assay.log.InboxPublisher;
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
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.Timeout;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** All verticles together over a real broker: what can be decided without a job is decided. */
@ExtendWith(VertxExtension.class)
@Timeout(value = 60, timeUnit = TimeUnit.SECONDS)
class VerticlesTest {
    private static final String VALID = """
            recipe: 1
            name: nothing
            services: { idle: { command: [sleep, "60"], slurm: { time: 1m } } }
            clients: { load: { target: idle, run: "true", slurm: { time: 1m } } }
            """;
    @TempDir
    private static Path directory;
    private static EmbeddedBroker broker;
    private static Topics topics;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("data"), "test");
        topics = Topics.open(broker.endpoint().settings(), TopicLayout.EMBEDDED);
    }

    @AfterAll
    static void stop() {
        topics.close();
        broker.close();
    }

    @Test
    void shouldRejectAWrongRecipeWithItsPlace(Vertx vertx, VertxTestContext context) {
        // given
        Future<?> services = deploy(vertx, context, new NoCluster("there is no cluster here"));

        // when
        Future<Run> over = services.compose(deployed -> follow(vertx, new RunId("rejected00"), "recipe: 1\nname: x\nservises: {}\n", Mode.RUN));

        // then
        over.onComplete(context.succeeding(run -> context.verify(() -> {
            assertThat(run.stage()).isInstanceOfSatisfying(Stage.Finished.class, finished -> assertThat(finished.outcome()).isEqualTo(Outcome.REJECTED));
            context.completeNow();
        })));
    }

    @Test
    void shouldRefuseWhereNoClusterIs(Vertx vertx, VertxTestContext context) {
        // given
        Future<?> services = deploy(vertx, context, new NoCluster("there is no cluster here"));

        // when
        Future<Run> over = services.compose(deployed -> follow(vertx, new RunId("refused000"), VALID, Mode.RUN));

        // then
        over.onComplete(context.succeeding(run -> context.verify(() -> {
            assertThat(run.stage()).isEqualTo(new Stage.Finished(Outcome.REFUSED, "there is no cluster here"));
            assertThat(run.all()).isEmpty();
            context.completeNow();
        })));
    }

    @Test
    void shouldPlanAndLeaveNothing(Vertx vertx, VertxTestContext context) {
        // given
        Clusters clusters = Clusters.ofData(directory.resolve("clusters"));
        Future<?> services = deploy(vertx, context, clusters.at(Location.here("local")));

        // when
        Future<Run> over = services.compose(deployed -> follow(vertx, new RunId("planned000"), VALID, Mode.PLAN));

        // then
        over.onComplete(context.succeeding(run -> context.verify(() -> {
            assertThat(run.stage()).isEqualTo(new Stage.Finished(Outcome.PLANNED, "planned only; nothing was submitted"));
            assertThat(run.all()).hasSize(2).allMatch(job -> job.script().isPresent() && job.check().equals(new Job.Check.Passed()));
            assertThat(directory.resolve("planned000")).doesNotExist();
            clusters.close();
            context.completeNow();
        })));
    }

    private static Future<?> deploy(Vertx vertx, VertxTestContext context, Cluster cluster) {
        Surroundings surroundings = new Surroundings(topics, Snapshots.none(), failure -> context.failNow(failure.reason()));
        return Future.all(vertx.deployVerticle(new ParserVerticle(surroundings, PresetLibrary.bundled(), ProfileDirectory.of(System.getenv()), Policy.OPEN)),
                vertx.deployVerticle(new SchedulerVerticle(surroundings, SchedulerConfig.standard(Map.of()))),
                vertx.deployVerticle(new RunnerVerticle(surroundings, name -> cluster, RunnerConfig.standard(Map.of(), "/nonexistent"))),
                vertx.deployVerticle(new DiscoveryVerticle(surroundings)), vertx.deployVerticle(new MonitorVerticle(surroundings, name -> cluster)),
                vertx.deployVerticle(new ReportVerticle(surroundings)));
    }

    /** Submits a recipe and follows the run to its end. */
    private static Future<Run> follow(Vertx vertx, RunId id, String recipe, Mode mode) {
        return vertx.executeBlocking(() -> {
            try (InboxPublisher inbox = new InboxPublisher(topics, Duration.ofSeconds(20))) {
                RecipeSubmitted submission = new RecipeSubmitted(recipe, "recipe.yaml", mode, List.of(), Map.of(), List.of(),
                        directory.resolve(id.value()).toString(), "test");
                return inbox.publish(new Envelope(new EventId("submission-" + id), id, "/test", Instant.now(), "", submission));
            }
        }).compose(position -> {
            Promise<Run> over = Promise.promise();
            Runs runs = Runs.of(topics.logId());
            Follower.start(vertx, topics, Topic.JOBS, new From.Beginning(), Optional.of(id), entry -> take(runs, entry, id, over));
            return over.future();
        });
    }

    private static void take(Runs runs, Entry entry, RunId id, Promise<Run> over) {
        runs.take(entry);
        runs.run(id).filter(Run::finished).ifPresent(over::tryComplete);
    }
}
