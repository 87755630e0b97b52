package assay.cli;

import assay.events.ClusterState;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.JobEvent;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.JobStateChanged;
import assay.events.JobEvent.OfAttempt;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.JobEvent.RecipeRejected;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.RunCleaned;
import assay.events.JobEvent.RunPlanned;
import assay.events.JobEvent.RunRefused;
import assay.events.JobEvent.RunRequested;
import assay.events.Origin;
import assay.events.Problem;
import assay.events.Token;
import assay.events.recipe.Recipe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a run's events tell beyond its fold, which keeps only what is needed to go on: when things happened, and what was said on the way. */
public record Moments(List<Envelope> events) {
    private static final long TENTHS_UNTIL = 100;

    /** The recipe, once it was accepted. */
    Optional<Recipe> recipe() {
        return all(RecipeAccepted.class).findFirst().map(RecipeAccepted::recipe);
    }

    /** Which run it repeats. */
    Origin origin() {
        return all(RunRequested.class).findFirst().map(RunRequested::origin).orElse(Origin.NONE);
    }

    /** The plan. */
    Optional<RunPlanned> plan() {
        return all(RunPlanned.class).findFirst();
    }

    /** The proof that nothing is left. */
    Optional<RunCleaned> cleaned() {
        return all(RunCleaned.class).findFirst();
    }

    /** What is wrong with the recipe, or with running it here. */
    List<Problem> problems() {
        return Stream.concat(all(RecipeRejected.class).flatMap(event -> event.problems().stream()),
                all(RunRefused.class).flatMap(event -> event.problems().stream())).toList();
    }

    /** When an event of this kind was first seen. */
    Optional<Instant> first(Class<? extends Event> kind) {
        return first(kind::isInstance);
    }

    /** When an event of this kind was first seen of an attempt. */
    Optional<Instant> first(Class<? extends OfAttempt> kind, Token attempt) {
        return first(event -> kind.isInstance(event) && ((OfAttempt) event).token().equals(attempt));
    }

    /** When an attempt was first seen to run, by the cluster or by its own word. */
    Optional<Instant> started(Token attempt) {
        return first(event -> switch (event) {
            case JobReported e -> e.token().equals(attempt) && e.kind() == ReportKind.STARTED;
            case JobStateChanged e -> e.token().equals(attempt) && e.state().holdsNodes();
            default -> false;
        });
    }

    /** When an attempt said that it stopped. */
    Optional<Instant> stopped(Token attempt) {
        return first(event -> event instanceof JobReported e && e.token().equals(attempt) && e.kind() == ReportKind.STOPPED);
    }

    /** Why an attempt was pending last, in the cluster's words; empty when it started. */
    String waitedFor(Token attempt) {
        return started(attempt).isPresent() ? "" : all(JobStateChanged.class).filter(event -> event.token().equals(attempt) && event.state() == ClusterState.PENDING)
                .reduce((earlier, later) -> later).map(JobStateChanged::reason).orElse("");
    }

    /** The time between two moments, once both are past. */
    static Optional<Duration> between(Optional<Instant> from, Optional<Instant> to) {
        return from.flatMap(begin -> to.map(end -> Duration.between(begin, end)));
    }

    /** A state of the cluster's in the middle of a sentence. */
    static String word(ClusterState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A time span as people read it: 2.3 s, 4 m 05 s, 2 h 10 m. */
    static String words(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < TENTHS_UNTIL) {
            return String.format(Locale.ROOT, "%.1f s", Math.max(0, span.toMillis()) / 1000.0);
        }
        return span.toHours() == 0 ? String.format(Locale.ROOT, "%d m %02d s", span.toMinutes(), span.toSecondsPart())
                : String.format(Locale.ROOT, "%d h %02d m", span.toHours(), span.toMinutesPart());
    }

    /** All events of a kind, in log order. */
    <E extends JobEvent> Stream<E> all(Class<E> kind) {
        return events.stream().map(Envelope::event).filter(kind::isInstance).map(kind::cast);
    }

    /** The same in whole seconds, for what is still going on. */
    public static String coarse(Duration span) {
        return span.toSeconds() < TENTHS_UNTIL ? Math.max(0, span.toSeconds()) + " s" : words(span);
    }

    private Optional<Instant> first(Predicate<Event> wanted) {
        return events.stream().filter(envelope -> wanted.test(envelope.event())).findFirst().map(Envelope::time);
    }
}
