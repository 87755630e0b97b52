package assay.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cluster.Cluster;
import assay.cluster.Clusters;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.JobEvent.Outcome;
import assay.events.JobEvent.ReportPublished;
import assay.events.JobEvent.RunFinished;
import assay.events.JobEvent.Verdict;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** Assay services in this JVM, each on a connection of its own to a Kafka outside, as if it were alone; jobs run on this machine. */
final class LocalAssay implements AutoCloseable {
    private final Path directory;
    private final Function<String, KafkaSettings> users;
    private final Clusters clusters;
    private final Vertx vertx = FilelessVertx.start(new VertxOptions());
    private final List<Topics> connections = new ArrayList<>();
    private final BlockingQueue<LoopFailure> failures = new LinkedBlockingQueue<>();

    /** With results below a directory, and how the user of each name reaches Kafka. */
    LocalAssay(Path directory, Function<String, KafkaSettings> users) {
        this.directory = directory;
        this.users = users;
        this.clusters = Clusters.ofData(directory.resolve("data"));
    }

    private Cluster local() {
        return clusters.at(Location.here("local"));
    }

    /** Starts all services but the runner. */
    void startAllButTheRunner() throws Exception {
        Future.all(List.of(start("parser", surroundings -> new ParserVerticle(surroundings, PresetLibrary.bundled(), ProfileDirectory.of(Map.of()), Policy.OPEN)),
                start("scheduler", LocalAssay::scheduler), start("monitor", surroundings -> new MonitorVerticle(surroundings, place -> local())),
                start("report", ReportVerticle::new))).await(60, TimeUnit.SECONDS);
    }

    /** Starts the runner, with discovery. */
    void startRunner() throws Exception {
        Future.all(List.of(start("runner", surroundings -> new RunnerVerticle(surroundings, place -> local(), RunnerConfig.standard(Map.of(), directory.toString()))),
                start("runner", DiscoveryVerticle::new))).await(60, TimeUnit.SECONDS);
    }

    static Deployable scheduler(Surroundings surroundings) {
        return new SchedulerVerticle(surroundings, SchedulerConfig.standard(Map.of()));
    }

    Future<String> start(String user, Function<Surroundings, Deployable> service) {
        return start(user, new Sharing.Group(""), service);
    }

    Future<String> start(String user, Sharing sharing, Function<Surroundings, Deployable> service) {
        Topics topics = Topics.open(users.apply("assay-" + user), TopicLayout.SHARED);
        connections.add(topics);
        return vertx.deployVerticle(service.apply(new Surroundings(topics, Snapshots.none(), sharing, failures::add)));
    }

    /** Why a service's loop ended although nobody closed it. */
    LoopFailure failure() throws InterruptedException {
        return failures.poll(30, TimeUnit.SECONDS);
    }

    /** Where a run's results go. */
    Path output(RunId run) {
        return directory.resolve("out-" + run);
    }

    /** Asks for a run, as often as it takes. */
    void submit(RunId id, String recipe) throws Exception {
        Envelope submission = submission(id, recipe);
        try (Topics topics = Topics.of(users.apply("assay-submitter")); InboxPublisher inbox = new InboxPublisher(topics, Duration.ofSeconds(10))) {
            for (boolean kept = false; !kept;) {
                try {
                    inbox.publish(submission);
                    kept = true;
                } catch (PublishException e) {
                    assertThat(e).hasMessageContaining("does not answer");
                }
            }
        }
    }

    Envelope submission(RunId id, String recipe) {
        RecipeSubmitted submission = new RecipeSubmitted(recipe, "recipe.yaml", Mode.RUN, List.of(), Map.of(), List.of(), output(id).toString(), "test");
        return new Envelope(new EventId("submission-" + id), id, "/test", Instant.now(), "", submission);
    }

    /** Follows a run from its beginning until this is true of it; gives its events. */
    List<Envelope> until(RunId id, Predicate<Run> enough) throws Exception {
        List<Envelope> events = new CopyOnWriteArrayList<>();
        CompletableFuture<Run> reached = new CompletableFuture<>();
        try (Topics topics = Topics.of(users.apply("assay-reader"))) {
            Runs runs = Runs.of(topics.logId());
            Follower follower = Follower.start(vertx, topics, Topic.JOBS, new From.Beginning(), Optional.of(id), entry -> {
                runs.take(entry);
                if (entry instanceof Entry.Readable(var position, var envelope)) {
                    events.add(envelope);
                }
                runs.run(id).filter(enough).ifPresent(reached::complete);
            });
            reached.get(90, TimeUnit.SECONDS);
            follower.close().await(10, TimeUnit.SECONDS);
        }
        return List.copyOf(events);
    }

    /** Waits for a run's end; fails unless it was carried through, each event once. */
    List<Envelope> assertCarriedThrough(RunId id) throws Exception {
        List<Envelope> events = until(id, Run::over);
        assertThat(events).extracting(Envelope::id).doesNotHaveDuplicates();
        assertThat(events).extracting(Envelope::event).filteredOn(RunFinished.class::isInstance).singleElement()
                .isInstanceOfSatisfying(RunFinished.class, finished -> assertThat(finished.outcome()).as(finished.detail()).isEqualTo(Outcome.COMPLETED));
        assertThat(events).extracting(Envelope::event).filteredOn(ReportPublished.class::isInstance).singleElement()
                .isInstanceOfSatisfying(ReportPublished.class, report -> assertThat(report.verdict()).as(report.reasons().toString()).isNotEqualTo(Verdict.INVALID));
        assertThat(output(id).resolve("report").resolve("result.json")).exists();
        assertThat(failures).isEmpty();
        return events;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
        connections.forEach(Topics::close);
        clusters.close();
    }
}
