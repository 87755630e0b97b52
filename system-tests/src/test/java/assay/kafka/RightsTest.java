package assay.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.cluster.Cluster;
import assay.cluster.Clusters;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.core.run.Stage;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.JobEvent.Outcome;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import assay.events.Topic;
import assay.events.recipe.Location;
import assay.log.FilelessVertx;
import assay.log.Follower;
import assay.log.From;
import assay.log.Host.Surroundings;
import assay.log.InboxPublisher;
import assay.log.KafkaSettings;
import assay.log.LogUnavailableException;
import assay.log.LoopFailure;
import assay.log.PublishException;
import assay.log.Sharing;
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
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every Assay service is a user of its own, with the rights that {@code deploy/kafka/acls.sh} gives and no other. */
@Timeout(120)
class RightsTest {
    private static final String RECIPE = """
            recipe: 1
            name: nothing
            cluster: local
            services: { idle: { command: [sleep, "60"], ready: { command: ["true"] }, slurm: { time: 1m } } }
            clients: { load: { target: idle, run: "echo ops 7", figures: { ops: { regex: 'ops (\\d+)', unit: ops/s, better: higher } }, slurm: { time: 1m } } }
            """;
    @TempDir
    private static Path directory;
    private static GuardedKafka kafka;
    private final BlockingQueue<LoopFailure> failures = new LinkedBlockingQueue<>();
    private Vertx vertx;

    @BeforeAll
    static void start() throws Exception {
        kafka = GuardedKafka.start(directory);
        Topics.open(kafka.admin(), new TopicLayout(2, false)).close();
        kafka.grant();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void open() {
        vertx = FilelessVertx.start(new VertxOptions());
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldCarryARunThroughEachByItsOwnRights() throws Exception {
        // given
        RunId id = new RunId("guarded000");
        Clusters clusters = Clusters.ofData(directory.resolve("clusters"));
        Cluster local = clusters.at(Location.here("local"));
        Future.all(List.of(service("parser", surroundings -> new ParserVerticle(surroundings, PresetLibrary.bundled(), ProfileDirectory.of(Map.of()), Policy.OPEN)),
                service("scheduler", surroundings -> new SchedulerVerticle(surroundings, SchedulerConfig.standard(Map.of()))),
                service("runner", surroundings -> new RunnerVerticle(surroundings, place -> local, RunnerConfig.standard(Map.of(), directory.toString()))),
                service("runner", DiscoveryVerticle::new), service("monitor", surroundings -> new MonitorVerticle(surroundings, place -> local)),
                service("report", ReportVerticle::new))).await(60, TimeUnit.SECONDS);
        try (Topics reading = Topics.of(kafka.as("assay-reader")); Topics submitting = Topics.of(kafka.as("assay-submitter"));
                InboxPublisher inbox = new InboxPublisher(submitting, Duration.ofSeconds(20))) {
            // when
            inbox.publish(submission(id));
            Run run = over(reading, id);
            // then
            assertThat(run.stage()).isInstanceOfSatisfying(Stage.Finished.class, finished -> assertThat(finished.outcome()).as(finished.toString()).isEqualTo(Outcome.COMPLETED));
            assertThat(directory.resolve("out").resolve("report").resolve("result.json")).exists();
            assertThat(failures).isEmpty();
        } finally {
            clusters.close();
        }
    }

    @Test
    void shouldSayThatThePasswordIsWrong() {
        assertThatThrownBy(() -> Topics.of(kafka.withPassword("assay-parser", "guessed"))).isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("refused the login").hasMessageContaining("invalid credentials").hasMessageNotContaining("guessed");
    }

    @Test
    void shouldSayThatTheCertificateIsNoLongerGood() {
        assertThatThrownBy(() -> Topics.of(kafka.expired("assay-parser"))).isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("do not trust each other's certificates (NotAfter").hasMessageContaining("until when both are valid");
    }

    @Test
    void shouldSayWhichRightAServiceLacksToLookAtTopics() {
        assertThatThrownBy(() -> Topics.open(kafka.as("assay-submitter"), TopicLayout.SHARED)).isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("assay.jobs: the right DescribeConfigs is not given to this user")
                .hasMessageContaining("--add --allow-principal User:assay-submitter --operation DescribeConfigs --topic assay.jobs");
    }

    @Test
    void shouldLetNobodyMakeTopicsAndSayWhichWouldBeMade() throws Exception {
        // given
        kafka.user("stranger");
        // when, then
        assertThatThrownBy(() -> Topics.open(kafka.as("stranger"), TopicLayout.SHARED)).isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("assay.jobs: the topic is not there, or this user may not see it").hasMessageContaining("kafka-topics.sh");
    }

    @Test
    void shouldLetAReaderAskForNothing() {
        // given
        try (Topics topics = Topics.of(kafka.as("assay-reader")); InboxPublisher inbox = new InboxPublisher(topics, Duration.ofSeconds(10))) {
            // when, then
            assertThatThrownBy(() -> inbox.publish(submission(new RunId("forbidden0")))).isInstanceOf(PublishException.class)
                    .hasMessageContaining("lets this user write nothing (Cluster authorization failed.): let its operator give the rights that deploy/kafka/acls.sh lists");
        }
    }

    @Test
    void shouldLetNoServiceWriteAsAnother() throws Exception {
        // when
        Future<String> deployed = service("report", new Sharing.Alone(), surroundings -> new SchedulerVerticle(surroundings, SchedulerConfig.standard(Map.of())));
        // then
        assertThat(failures.poll(30, TimeUnit.SECONDS).reason()).contains("lets this user not write transactions under the name of this service");
        assertThatThrownBy(() -> deployed.await(30, TimeUnit.SECONDS)).hasMessageContaining("transactional id");
    }

    @Test
    void shouldLetNoServiceIntoTheGroupOfAnother() throws Exception {
        // when
        service("report", surroundings -> new SchedulerVerticle(surroundings, SchedulerConfig.standard(Map.of())));
        // then
        assertThat(failures.poll(30, TimeUnit.SECONDS).reason()).contains("lets this user not be in group assay-scheduler: let its operator give the rights");
    }

    private Future<String> service(String user, Function<Surroundings, Deployable> service) {
        return service(user, new Sharing.Group(""), service);
    }

    private Future<String> service(String user, Sharing sharing, Function<Surroundings, Deployable> service) {
        KafkaSettings settings = kafka.as("assay-" + user);
        return vertx.deployVerticle(service.apply(new Surroundings(Topics.open(settings, TopicLayout.SHARED), Snapshots.none(), sharing, failures::add)));
    }

    private static Envelope submission(RunId id) {
        RecipeSubmitted submission = new RecipeSubmitted(RECIPE, "recipe.yaml", Mode.RUN, List.of(), Map.of(), List.of(), directory.resolve("out").toString(), "test");
        return new Envelope(new EventId("submission-" + id), id, "/test", Instant.now(), "", submission);
    }

    /** Follows the run until its report is published. */
    private Run over(Topics topics, RunId id) throws Exception {
        CompletableFuture<Run> over = new CompletableFuture<>();
        Runs runs = Runs.of(topics.logId());
        Follower.start(vertx, topics, Topic.JOBS, new From.Beginning(), Optional.of(id), entry -> {
            runs.take(entry);
            runs.run(id).filter(Run::over).ifPresent(over::complete);
        });
        return over.get(90, TimeUnit.SECONDS);
    }
}
