package assay.core.loop;

import assay.events.Envelope;
import java.util.List;

/**
 * What a loop wants after a step.
 *
 * @param appends to be appended in one transaction, in this order
 * @param effects to be started now
 * @param faults  bugs of the program that were met for the first time; what they did not touch goes on
 * @param <E>     the service's effects
 */
public record Step<E extends Effect>(List<Envelope> appends, List<E> effects, List<Fault> faults) {
    public Step {
        appends = List.copyOf(appends);
        effects = List.copyOf(effects);
        faults = List.copyOf(faults);
    }
}
