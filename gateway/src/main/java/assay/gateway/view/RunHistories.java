package assay.gateway.view;

import assay.core.run.Stub;
import assay.core.view.RunEntry;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.JobEvent.RunRequested;
import assay.events.RecipeEvent;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.RerunRequested;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.TopicReader;
import assay.log.Topics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What the view has not at hand: the events of runs that are long over, read from the log, and what becomes of a run, waited for. To be used on a context. */
public final class RunHistories {
    private final Vertx vertx;
    private final Topics topics;
    private final LogView view;
    private final WorkerExecutor workers;

    /**
     * Of the runs of a view.
     *
     * @param workers for what has to be read
     */
    public RunHistories(Vertx vertx, Topics topics, LogView view, WorkerExecutor workers) {
        this.vertx = vertx;
        this.topics = topics;
        this.view = view;
        this.workers = workers;
    }

    /** A run's events in the order of the log, as of now; none while it stands in the inbox alone. */
    public Future<List<Envelope>> events(RunId run) {
        Optional<List<Envelope>> atHand = view.events(run);
        Optional<Stub> over = view.over(run);
        if (atHand.isPresent() || over.isEmpty()) {
            return Future.succeededFuture(atHand.orElse(List.of()));
        }
        return workers.executeBlocking(() -> read(over.get()), false).onSuccess(events -> view.keep(run, events));
    }

    private List<Envelope> read(Stub stub) {
        List<Envelope> events = new ArrayList<>();
        try (TopicReader reader = TopicReader.of(topics.settings())) {
            reader.read(Topic.JOBS, stub.first(), stub.last(), entry -> {
                if (entry instanceof Entry.Readable(var position, var envelope) && envelope.run().equals(stub.id())) {
                    events.add(envelope);
                }
            });
        }
        return events;
    }

    /** What was asked for under this id: a run, or an old one again; empty when nothing was. */
    public Future<Optional<RecipeEvent>> request(RunId run) {
        Optional<RecipeEvent> waiting = view.waiting(run);
        return waiting.isPresent() ? Future.succeededFuture(waiting) : events(run).map(events -> requested(events).map(RunHistories::request));
    }

    /** What is carried through under this id; empty while that is not known. */
    public Future<Optional<RecipeSubmitted>> submission(RunId run) {
        return view.waiting(run).filter(RecipeSubmitted.class::isInstance).isPresent()
                ? Future.succeededFuture(view.waiting(run).map(RecipeSubmitted.class::cast)) : events(run).map(events -> requested(events).map(RunRequested::submission));
    }

    private static Optional<RunRequested> requested(List<Envelope> events) {
        return events.stream().findFirst().map(Envelope::event).filter(RunRequested.class::isInstance).map(RunRequested.class::cast);
    }

    private static RecipeEvent request(RunRequested taken) {
        RecipeSubmitted submission = taken.submission();
        return taken.origin().none() ? submission
                : new RerunRequested(new RunId(taken.origin().run()), taken.origin().from(), submission.outputDirectory(), submission.submitter());
    }

    /** A run once it is as it is waited for, or as it is when the patience is at its end; empty when nothing of it was read until then. */
    public Future<Optional<RunEntry>> await(RunId run, Predicate<RunEntry> wanted, Duration patience) {
        Context context = vertx.getOrCreateContext();
        Promise<Optional<RunEntry>> promise = Promise.promise();
        Consumer<RunEntry> watcher = entry -> {
            if (wanted.test(entry)) {
                context.runOnContext(ignored -> promise.tryComplete(Optional.of(entry)));
            }
        };
        long timer = vertx.setTimer(Math.max(1, patience.toMillis()), ignored -> promise.tryComplete(view.find(run)));
        view.watch(run, watcher);
        return promise.future().onComplete(done -> {
            vertx.cancelTimer(timer);
            view.unwatch(run, watcher);
        });
    }
}
