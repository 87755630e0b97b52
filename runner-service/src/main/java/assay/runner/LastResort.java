package assay.runner;

import assay.cluster.ClusterSilentException;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an effect fail a few times, since a file system may be away for a moment, and then takes no for an answer: a run must end although its
 * directory is gone or its disk is full. A silent cluster is waited for without end. Thread-safe.
 */
final class LastResort {
    private static final Logger LOGGER = LoggerFactory.getLogger(LastResort.class);
    private static final int ATTEMPTS = 5;
    private static final int LONGEST_REASON = 400;
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    /** The answer of {@code doing}, or, once it failed too often, that of {@code otherwise}, which is told why. */
    <E extends RunnerEffect> RunnerAnswer attempt(E effect, Function<E, RunnerAnswer> doing, BiFunction<E, String, RunnerAnswer> otherwise) {
        try {
            RunnerAnswer answer = doing.apply(effect);
            failures.remove(effect.key());
            return answer;
        } catch (ClusterSilentException silent) {
            throw silent;
        } catch (RuntimeException refusal) {
            if (failures.merge(effect.key(), 1, Integer::sum) < ATTEMPTS) {
                throw refusal;
            }
            failures.remove(effect.key());
            String reason = Excerpt.line(String.valueOf(refusal.getMessage()), LONGEST_REASON);
            LOGGER.atWarn().addKeyValue("effect", effect.key()).addKeyValue("reason", reason).log("An effect was given up; the run goes on without it");
            return otherwise.apply(effect, reason);
        }
    }
}
