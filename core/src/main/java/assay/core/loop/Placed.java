package assay.core.loop;

import assay.events.recipe.Location;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An effect and where it is to be done: runs of one service may be under way on several clusters.
 *
 * @param place  where
 * @param effect what to do there; its key is unique there
 */
public record Placed<E extends Effect>(Location place, E effect) implements Effect {
    @Override
    public String key() {
        return effect.key() + "@" + place;
    }

    @Override
    public Duration pause() {
        return effect.pause();
    }

    /** The same duties, with what is to be done placed there. */
    public static <E extends Effect> List<Duty<Placed<E>>> at(Location place, List<Duty<E>> duties) {
        List<Duty<Placed<E>>> placed = new ArrayList<>();
        for (Duty<E> duty : duties) {
            placed.add(switch (duty) {
                case Duty.Append<E>(var run, var event) -> new Duty.Append<>(run, event);
                case Duty.Perform<E>(var effect) -> new Duty.Perform<>(new Placed<>(place, effect));
            });
        }
        return placed;
    }
}
