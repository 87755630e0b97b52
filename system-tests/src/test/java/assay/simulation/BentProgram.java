package assay.simulation;

import assay.core.loop.Draft;
import assay.core.loop.Duty;
import assay.core.loop.Effect;
import assay.core.loop.Program;
import assay.core.run.Runs;
import assay.events.Writer;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a service thinks, with its duties bent by a planted bug.
 *
 * @param <E> its effects
 * @param <A> what comes back from them
 */
record BentProgram<E extends Effect, A>(Program<E, A> real, Bend<E> bend) implements Program<E, A> {

    /** Says what is due instead. */
    interface Bend<E extends Effect> {
        /** Instead of these duties. */
        List<Duty<E>> of(Runs runs, List<Duty<E>> duties);
    }

    /** One that looks at one duty after another. */
    static <E extends Effect, A> Program<E, A> each(Program<E, A> real, UnaryOperator<Duty<E>> bend) {
        return new BentProgram<>(real, (runs, duties) -> duties.stream().map(bend).toList());
    }

    @Override
    public Writer writer() {
        return real.writer();
    }

    @Override
    public List<Duty<E>> due(Runs runs, Instant now) {
        return bend.of(runs, real.due(runs, now));
    }

    @Override
    public List<Draft> decide(Runs runs, A answer, Instant now) {
        return real.decide(runs, answer, now);
    }
}
