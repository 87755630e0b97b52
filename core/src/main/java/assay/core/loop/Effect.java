package assay.core.loop;

import java.time.Duration;

/**
 * Something to be done in the world. An effect is a function of the folded state alone, so a restart computes the same effects and a replay
 * causes none.
 */
public interface Effect {
    /** A pause longer than any process lives: the effect is started once by each process. */
    Duration ONCE = Duration.ofDays(36_500);

    /** Names the effect: while one with this key is under way no second one starts. */
    String key();

    /** The least time from one start to the next of the same key. */
    Duration pause();
}
