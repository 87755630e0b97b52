package assay.simulation;

import assay.core.loop.Answer;
import assay.core.loop.Effect;
import assay.core.loop.Step;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.testkit.Stepper;
import java.time.Instant;
import java.util.List;

/**
 * A service's loop, passed on as it is: a planted bug bends one step of it.
 *
 * @param <E> the service's effects
 * @param <A> what comes back from them
 */
class BentLoop<E extends Effect, A> implements Stepper<E, A> {
    private final Stepper<E, A> real;

    BentLoop(Stepper<E, A> real) {
        this.real = real;
    }

    @Override
    public Runs runs() {
        return real.runs();
    }

    @Override
    public void replay(List<Entry> entries) {
        real.replay(entries);
    }

    @Override
    public Step<E> step(List<Entry> entries, List<Answer<A>> answers, Instant now) {
        return real.step(entries, answers, now);
    }

    @Override
    public void lost(List<Envelope> appends) {
        real.lost(appends);
    }
}
