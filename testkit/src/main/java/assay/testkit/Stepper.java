package assay.testkit;

import assay.core.loop.Answer;
import assay.core.loop.Effect;
import assay.core.loop.Loop;
import assay.core.loop.Step;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import java.time.Instant;
import java.util.List;

/**
 * A service's loop as a simulated process drives it: the service's own, or one into which a test planted a bug.
 *
 * @param <E> the service's effects
 * @param <A> what comes back from them
 */
public interface Stepper<E extends Effect, A> {
    /** The fold so far. */
    Runs runs();

    /** Folds entries without acting. */
    void replay(List<Entry> entries);

    /** Folds, hears, and says what to append and to start. */
    Step<E> step(List<Entry> entries, List<Answer<A>> answers, Instant now);

    /** Takes back what did not reach the log. */
    void lost(List<Envelope> appends);

    /** The service's own loop. */
    static <E extends Effect, A> Stepper<E, A> of(Loop<E, A> loop) {
        return new Stepper<>() {
            @Override
            public Runs runs() {
                return loop.runs();
            }

            @Override
            public void replay(List<Entry> entries) {
                loop.replay(entries);
            }

            @Override
            public Step<E> step(List<Entry> entries, List<Answer<A>> answers, Instant now) {
                return loop.step(entries, answers, now);
            }

            @Override
            public void lost(List<Envelope> appends) {
                loop.lost(appends);
            }
        };
    }
}
