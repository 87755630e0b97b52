package assay.events.recipe;

/** How much of a run one start of a service lasts, or one job of a client covers. */
public enum Scope {
    /** The whole run. */
    RUN,
    /** One point of a sweep; a recipe without one has a single point. */
    POINT,
    /** One repetition. */
    REPETITION
}
