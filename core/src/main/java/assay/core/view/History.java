package assay.core.view;

import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Entry.Position;
import assay.events.Envelope;
import assay.events.JobEvent;
import assay.events.Problem;
import assay.events.Topic;
import assay.events.recipe.Connect;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One run's events in the order of the log, and what they come to. */
final class History {
    private final List<Envelope> events;
    private final Run run;

    /**
     * Folds them.
     *
     * @throws IllegalArgumentException when the first one is no request for a run
     */
    History(List<Envelope> events) {
        this.events = events;
        Runs runs = Runs.of("");
        for (int place = 0; place < events.size(); place++) {
            runs.take(new Entry.Readable(new Position(Topic.JOBS, 0, place), events.get(place)));
        }
        this.run = events.stream().findFirst().flatMap(first -> runs.run(first.run()))
                .orElseThrow(() -> new IllegalArgumentException("Expected the events of a run from its request on, but found " + events.size() + " others"));
    }

    Run run() {
        return run;
    }

    /** All events of a kind, superseded ones included. */
    <E extends JobEvent> Stream<E> all(Class<E> kind) {
        return events.stream().map(Envelope::event).filter(kind::isInstance).map(kind::cast);
    }

    <E extends JobEvent> Optional<E> first(Class<E> kind) {
        return all(kind).findFirst();
    }

    Optional<Instant> time(Class<? extends JobEvent> kind) {
        return events.stream().filter(envelope -> kind.isInstance(envelope.event())).findFirst().map(Envelope::time);
    }

    /** What the recipe is called; how its source is called when it was not accepted. */
    String recipe() {
        return first(JobEvent.RecipeAccepted.class).map(accepted -> accepted.recipe().name()).orElse(run.submission().sourceName());
    }

    /** How its cluster is reached. */
    Connect connect() {
        return first(JobEvent.RecipeAccepted.class).map(accepted -> accepted.recipe().site().connect()).orElse(Connect.HERE);
    }

    /** What is wrong with the recipe, or with running it there. */
    List<Problem> problems() {
        return Stream.concat(all(JobEvent.RecipeRejected.class).flatMap(event -> event.problems().stream()),
                all(JobEvent.RunRefused.class).flatMap(event -> event.problems().stream())).toList();
    }

    /** What is allowed but probably not meant. */
    List<Problem> warnings() {
        return first(JobEvent.RecipeAccepted.class).map(JobEvent.RecipeAccepted::warnings).orElse(List.of());
    }
}
