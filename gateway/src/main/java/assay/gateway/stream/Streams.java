package assay.gateway.stream;

import assay.events.RunId;
import assay.events.Topic;
import assay.gateway.problem.ProblemKind;
import assay.log.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What the gateway tells as it comes. Confined to the context that it was opened on. */
public final class Streams {
    private static final int MOST_FOLLOWERS = 500;
    private static final int LOG_WORKERS = 4;
    private static final int PATIENCE_SECONDS = 5;
    private static final long TICK_MILLIS = 1_000;
    private static final String EVENTS = "text/event-stream";
    private static final String LINES = "application/x-ndjson";
    private final Vertx vertx;
    private final Extents extents;
    private final History history;
    private final WorkerExecutor logWorkers;
    private final Map<Topic, Tail> tails = new EnumMap<>(Topic.class);
    private final List<Following> followings = new ArrayList<>();
    private final List<BooleanSupplier> others = new ArrayList<>();
    private final Backlog backlog = new Backlog();
    private final long ticking;

    private Streams(Vertx vertx, Topics topics, Extents extents) {
        this.vertx = vertx;
        this.extents = extents;
        this.history = new History(vertx, topics);
        this.logWorkers = vertx.createSharedWorkerExecutor("assay-live-logs", LOG_WORKERS);
        tails.put(Topic.JOBS, new Tail(vertx, topics, Topic.JOBS, extents::reached));
        tails.put(Topic.METRICS, new Tail(vertx, topics, Topic.METRICS, metric -> true));
        this.ticking = vertx.setPeriodic(TICK_MILLIS, ignored -> tick());
    }

    /** Begins to read the ends of the topics. */
    public static Streams open(Vertx vertx, Topics topics, Extents extents) {
        return new Streams(vertx, topics, extents);
    }

    /** A run's events: so far as lines, or from the beginning and then as they come. */
    public void runEvents(RoutingContext context, RunId run) {
        serve(context, new Subject(Topic.JOBS, Optional.of(run)), new Beginning.WithAll());
    }

    /** A run's metrics: so far as lines, or as they come. */
    public void runMetrics(RoutingContext context, RunId run) {
        serve(context, new Subject(Topic.METRICS, Optional.of(run)), new Beginning.Now());
    }

    /** The events of all runs as they come. */
    public void allEvents(RoutingContext context) {
        serve(context, new Subject(Topic.JOBS, Optional.empty()), new Beginning.Now());
    }

    /** The metrics of all runs as they come. */
    public void allMetrics(RoutingContext context) {
        serve(context, new Subject(Topic.METRICS, Optional.empty()), new Beginning.Now());
    }

    /**
     * A log as it grows, until its job ends.
     *
     * @param pace between two looks at it
     */
    public void log(RoutingContext context, LogSource source, Duration pace) {
        requireRoom();
        Recipient recipient = new Recipient(context, backlog, "text/plain; charset=utf-8");
        others.add(watched(recipient));
        new LiveLog(vertx, logWorkers, source, pace, recipient).look();
    }

    /** How many follow. */
    public int followers() {
        return followings.size() + others.size();
    }

    private void serve(RoutingContext context, Subject subject, Beginning otherwise) {
        requireRoom();
        boolean stream = subject.run().isEmpty() || prefersStream(context);
        Beginning standard = stream ? otherwise : new Beginning.WithAll();
        Beginning beginning = Beginning.of(context, subject.topic(), standard, partition -> subject.run()
                .map(run -> history.partitionOf(subject.topic(), run) == partition).orElse(partition < history.partitions(subject.topic())));
        ready(subject.topic()).compose(ready -> offsets(subject, beginning)).onSuccess(from -> {
            if (stream) {
                follow(context, subject, from);
            } else {
                list(context, subject, from);
            }
        }).onFailure(context::fail);
    }

    private Future<Void> ready(Topic topic) {
        return tails.get(topic).ready().timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> Future.failedFuture(ProblemKind.KAFKA_SILENT.because("the end of the log cannot be read: " + failure.getMessage())));
    }

    private void requireRoom() {
        if (followers() >= MOST_FOLLOWERS) {
            throw ProblemKind.TOO_BUSY.because("there are " + MOST_FOLLOWERS + " followers already; try again later");
        }
    }

    private static boolean prefersStream(RoutingContext context) {
        for (MIMEHeader accepted : context.parsedHeaders().accept()) {
            String type = accepted.component() + "/" + accepted.subComponent();
            if (type.equalsIgnoreCase(EVENTS) || type.equalsIgnoreCase("text/*")) {
                return true;
            } else if (type.equalsIgnoreCase(LINES) || type.equals("*/*") || type.equalsIgnoreCase("application/*")) {
                return false;
            }
        }
        return false;
    }

    /** From which offset on entries are wanted, by the topic partitions in which they stand. */
    private Future<Map<Integer, Long>> offsets(Subject subject, Beginning beginning) {
        return switch (beginning) {
            case Beginning.Now() -> history.next(subject.topic()).map(next -> only(subject, next));
            case Beginning.Behind(var read) -> history.next(subject.topic()).map(next -> {
                read.offsets().forEach((partition, offset) -> requireWritten(offset, next.getOrDefault(partition, 0L)));
                // Of a partition that is not named nothing was read: it was empty when the reading began.
                Map<Integer, Long> from = new TreeMap<>(next);
                from.replaceAll((partition, end) -> 0L);
                read.offsets().forEach((partition, offset) -> from.put(partition, offset + 1));
                return only(subject, from);
            });
            case Beginning.WithAll() -> first(subject);
        };
    }

    /** What was told stood in the log: whoever read further has read another log. */
    private static void requireWritten(long read, long next) {
        if (read >= next) {
            throw ProblemKind.BAD_REQUEST.because("Last-Event-ID: nothing stands at that position yet, so it is of another log; send none to begin anew");
        }
    }

    private Map<Integer, Long> only(Subject subject, Map<Integer, Long> offsets) {
        Map<Integer, Long> own = new TreeMap<>(offsets);
        subject.run().ifPresent(run -> own.keySet().retainAll(List.of(history.partitionOf(subject.topic(), run))));
        return own;
    }

    private Future<Map<Integer, Long>> first(Subject subject) {
        if (subject.run().isEmpty()) {
            Map<Integer, Long> all = new TreeMap<>();
            for (int partition = 0; partition < history.partitions(subject.topic()); partition++) {
                all.put(partition, 0L);
            }
            return Future.succeededFuture(all);
        }
        RunId run = subject.run().get();
        int partition = history.partitionOf(subject.topic(), run);
        Extent extent = extents.of(run);
        return subject.topic() == Topic.JOBS ? Future.succeededFuture(Map.of(partition, extent.first()))
                : history.first(subject.topic(), partition, extent.requestedAt()).map(first -> Map.of(partition, first));
    }

    private void follow(RoutingContext context, Subject subject, Map<Integer, Long> from) {
        if (context.response().closed()) {
            return;
        }
        Following following = new Following(subject, from, history, extents, new Recipient(context, backlog, EVENTS));
        followings.add(following);
        Tail tail = tails.get(subject.topic());
        Consumer<Told> consumer = following::take;
        tail.follow(consumer);
        context.addEndHandler(ended -> {
            tail.leave(consumer);
            followings.remove(following);
        });
        following.start();
    }

    private void list(RoutingContext context, Subject subject, Map<Integer, Long> from) {
        Recipient recipient = new Recipient(context, backlog, LINES);
        others.add(watched(recipient));
        new CatchUp(history, subject, recipient, from, told -> recipient.write(told.line())).toTheEnd()
                .onSuccess(done -> recipient.end(Buffer.buffer())).onFailure(failure -> recipient.drop(failure.getMessage()));
    }

    /** Drops him when he takes nothing; whether he is gone. */
    private static BooleanSupplier watched(Recipient recipient) {
        return () -> {
            recipient.silentFor(Duration.ZERO);
            return recipient.gone();
        };
    }

    private void tick() {
        List.copyOf(followings).forEach(Following::tick);
        others.removeIf(BooleanSupplier::getAsBoolean);
        tails.values().stream().filter(tail -> tail.ended().failed()).findFirst()
                .ifPresent(refused -> List.copyOf(followings).forEach(following -> following.drop("Kafka refuses to be read")));
    }

    /** Ends all. */
    public Future<Void> close() {
        vertx.cancelTimer(ticking);
        List.copyOf(followings).forEach(following -> following.drop("the gateway stops"));
        return Future.join(tails.values().stream().map(Tail::close).toList()).eventually(history::close).eventually(logWorkers::close).mapEmpty();
    }
}
