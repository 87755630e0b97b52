package assay.cli;

import assay.events.Envelope;
import assay.events.Event;
import assay.events.JobEvent;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.JobStateChanged;
import assay.events.JobEvent.JobSubmitted;
import assay.events.JobEvent.OfJob;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.JobEvent.RecipeRejected;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.RunCleaned;
import assay.events.JobEvent.RunPlanned;
import assay.events.JobEvent.RunRefused;
import assay.events.JobName;
import assay.events.Problem;
import assay.events.recipe.Recipe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a run's events tell beyond its fold, which keeps only what is needed to go on: when things happened, and what was said on the way. */
record Moments(List<Envelope> events) {
    private static final long TENTHS_UNTIL = 100;

    /** The recipe, once it was accepted. */
    Optional<Recipe> recipe() {
        return all(RecipeAccepted.class).findFirst().map(RecipeAccepted::recipe);
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

    /** When an event of this kind was first seen of a job. */
    Optional<Instant> first(Class<? extends OfJob> kind, JobName job) {
        return first(event -> kind.isInstance(event) && ((OfJob) event).job().equals(job));
    }

    /** When a job was first seen to run, by the cluster or by its own word. */
    Optional<Instant> started(JobName job) {
        return first(event -> switch (event) {
            case JobReported e -> e.job().equals(job) && e.kind() == ReportKind.STARTED;
            case JobStateChanged e -> e.job().equals(job) && e.state().holdsNodes();
            default -> false;
        });
    }

    /** When a job said that it stopped. */
    Optional<Instant> stopped(JobName job) {
        return first(event -> event instanceof JobReported e && e.job().equals(job) && e.kind() == ReportKind.STOPPED);
    }

    /** How long a job waited in the cluster's queue, once it is over. */
    Optional<Duration> queued(JobName job) {
        return between(first(JobSubmitted.class, job), started(job));
    }

    /** The time between two moments, once both are past. */
    static Optional<Duration> between(Optional<Instant> from, Optional<Instant> to) {
        return from.flatMap(begin -> to.map(end -> Duration.between(begin, end)));
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

    private Optional<Instant> first(Predicate<Event> wanted) {
        return events.stream().filter(envelope -> wanted.test(envelope.event())).findFirst().map(Envelope::time);
    }
}
