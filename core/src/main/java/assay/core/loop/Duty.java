package assay.core.loop;

import assay.events.Event;
import assay.events.RunId;

/**
 * What is due, as a function of state.
 *
 * @param <E> the service's effects
 */
public sealed interface Duty<E extends Effect> {
    /** A decision that needs nothing from the world: append this event. */
    record Append<E extends Effect>(RunId run, Event event) implements Duty<E> {
    }

    /** Something to do in the world; its answer comes back through {@link Program#decide}. */
    record Perform<E extends Effect>(E effect) implements Duty<E> {
    }
}
