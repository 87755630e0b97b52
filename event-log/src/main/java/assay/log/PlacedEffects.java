package assay.log;

import assay.core.loop.Effect;
import assay.core.loop.Placed;
import assay.events.recipe.Location;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Has each effect done at its place, by a doer for each place, which is made when the first effect for it comes. Thread-safe. */
public final class PlacedEffects<E extends Effect, A> implements EffectRunner<Placed<E>, A> {
    private final Function<Location, EffectRunner<E, A>> doers;
    private final Map<Location, EffectRunner<E, A>> known = new ConcurrentHashMap<>();

    /** With what makes the doer of a place. */
    public PlacedEffects(Function<Location, EffectRunner<E, A>> doers) {
        this.doers = doers;
    }

    @Override
    public A perform(Placed<E> effect) throws Exception {
        return known.computeIfAbsent(effect.place(), doers).perform(effect.effect());
    }
}
