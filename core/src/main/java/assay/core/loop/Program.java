package assay.core.loop;

import assay.core.run.Runs;
import assay.events.Writer;
import java.time.Instant;
import java.util.List;

/**
 * What one Assay service thinks. Pure: no clock, no randomness, no world; the same state and the same time give the same duties. What it
 * throws is a bug: the run or the answer that it belongs to is left alone, and the others go on.
 *
 * @param <E> its effects
 * @param <A> what comes back from them
 */
public interface Program<E extends Effect, A> {

    /** Who writes the events. */
    Writer writer();

    /** What must be done now, in order of importance. Every event in it must fit the state it was computed from. */
    List<Duty<E>> due(Runs runs, Instant now);

    /** Turns an answer from the world into events; those that no longer fit the state are left out. */
    List<Draft> decide(Runs runs, A answer, Instant now);
}
