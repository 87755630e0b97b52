package assay.testkit;

import assay.core.loop.Effect;
import assay.events.Writer;
import java.time.Clock;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One Assay service as the simulation hosts it.
 *
 * @param writer what it writes as; names its transactional id too
 * @param loop   a new loop for a process of this name
 * @param doer   what performs the effects in a process of this name, by its host's clock; an exception makes an effect a failed one
 * @param <E>    its effects
 * @param <A>    what comes back from them
 */
public record Hosted<E extends Effect, A>(Writer writer, Function<String, Stepper<E, A>> loop, BiFunction<String, Clock, Doer<E, A>> doer) {

    /** Performs effects, at once. */
    public interface Doer<E, A> {
        /** Does it. */
        A perform(E effect) throws Exception;
    }
}
