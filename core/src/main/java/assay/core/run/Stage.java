package assay.core.run;

import assay.events.JobEvent.ClosingReason;
import assay.events.JobEvent.Outcome;
import assay.events.Origin;
import assay.events.Problem;
import assay.events.recipe.Recipe;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a run is.
 *
 * <pre>
 * Requested ──► Accepted ──► Planned ──► Closing ──► Cleaned ──► Finished
 *     │             │            │          ▲
 *     ├──► Rejected │            ├──► Refused ─────────────────► Finished
 *     │             └──────────────► Refused
 *     └── any of the first three may close (cancel, failure) ──►┘
 * </pre>
 */
public sealed interface Stage {

    /** True until the run is being closed or is over: new things may still be started. */
    default boolean open() {
        return switch (this) {
            case Requested s -> true;
            case Accepted s -> true;
            case Planned s -> true;
            case Rejected s -> false;
            case Refused s -> false;
            case Closing s -> false;
            case Cleaned s -> false;
            case Finished s -> false;
        };
    }

    /** The recipe, once it was accepted. */
    default Optional<Recipe> knownRecipe() {
        return switch (this) {
            case Requested s -> Optional.empty();
            case Rejected s -> Optional.empty();
            case Accepted s -> Optional.of(s.recipe);
            case Planned s -> Optional.of(s.recipe);
            case Refused s -> Optional.empty();
            case Closing s -> s.known;
            case Cleaned s -> s.known;
            case Finished s -> Optional.empty();
        };
    }

    /** Asked for; the parser has not said yet whether the recipe is valid. */
    record Requested(Origin origin) implements Stage {
        Accepted accepted(Recipe recipe) {
            return new Accepted(recipe, origin);
        }

        Rejected rejected(List<Problem> problems) {
            return new Rejected(problems);
        }
    }

    /** The recipe is valid. */
    record Accepted(Recipe recipe, Origin origin) implements Stage {
        Planned planned(double nodeHours) {
            return new Planned(recipe, nodeHours);
        }

        Refused refused(List<Problem> problems) {
            return new Refused(problems);
        }
    }

    /** The recipe is not valid. */
    record Rejected(List<Problem> problems) implements Stage {
        Finished finished(Outcome outcome, String detail) {
            return new Finished(outcome, detail);
        }
    }

    /** Jobs and scripts stand; they are checked, released and run. */
    record Planned(Recipe recipe, double worstCaseNodeHours) implements Stage {
        Refused refused(List<Problem> problems) {
            return new Refused(problems);
        }
    }

    /** The cluster cannot carry it; nothing was submitted. */
    record Refused(List<Problem> problems) implements Stage {
        Finished finished(Outcome outcome, String detail) {
            return new Finished(outcome, detail);
        }
    }

    /** Nothing new is submitted; what lives is stopped. */
    record Closing(Optional<Recipe> known, ClosingReason reason, String detail, Instant since) implements Stage {
        Cleaned cleaned() {
            return new Cleaned(known, reason, detail);
        }
    }

    /** It is proven that nothing is left. */
    record Cleaned(Optional<Recipe> known, ClosingReason reason, String detail) implements Stage {
        Finished finished(Outcome outcome, String words) {
            return new Finished(outcome, words);
        }
    }

    /** Over. */
    record Finished(Outcome outcome, String detail) implements Stage {
    }
}
