package assay.events;

/** A fact in one of Assay's topics: never null in any component, immutable, named in the past tense. */
public sealed interface Event permits RecipeEvent, JobEvent, MetricEvent {

    /** What the event is about inside its run, such as a job's name; empty when it is about the run itself. */
    default String subject() {
        return "";
    }
}
