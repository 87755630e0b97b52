package assay.core.report;

import assay.events.JobEvent.SloResult;

/**
 * A condition of the recipe (SLO) and whether it was met.
 *
 * @param condition as written
 * @param met       false, too, when nothing can be said
 * @param measured  the figure's value with its unit, or {@code nothing} and why
 * @param over      how the windows became that value; empty when there is none
 */
public record ConditionResult(String condition, boolean met, String measured, String over) {

    SloResult published() {
        return new SloResult(condition, met, measured);
    }
}
