package assay.log;

/**
 * Does what a service wants done in the world. Called on a virtual thread of its own for each effect; interrupted when the loop is closed.
 *
 * @param <E> the service's effects
 * @param <A> what comes back from them
 */
public interface EffectRunner<E, A> {
    /** Carries an effect out; an exception makes it a failed one, which the loop starts again later. */
    A perform(E effect) throws Exception;
}
