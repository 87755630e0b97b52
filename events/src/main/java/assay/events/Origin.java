package assay.events;

/**
 * Which run another one repeats, with that one's recorded inputs.
 *
 * @param run  the original's id; empty when the run repeats none
 * @param from the step that is done anew and all behind it, see {@link RerunStep}; empty when the run repeats none
 */
public record Origin(String run, String from) {
    /** Of a run that repeats no other. */
    public static final Origin NONE = new Origin("", "");

    /** True when the run repeats no other. */
    public boolean none() {
        return run.isEmpty();
    }

    /** True when it repeats another one, from this step on. */
    public boolean from(RerunStep step) {
        return !none() && from.equals(step.word());
    }
}
