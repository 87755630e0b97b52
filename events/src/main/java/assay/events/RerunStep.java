package assay.events;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** From where on a run may be repeated: this step is done anew, and what the steps before it gave is taken over as recorded. */
public enum RerunStep {
    /** The recipe's text is read again, with the presets and profiles of now. */
    PARSE,
    /** The written-out recipe is taken over; it is planned and its scripts are written anew. */
    SCHEDULE,
    /** The plan and the scripts are taken over too, byte for byte. */
    RUN;

    /** The step of this word; empty when there is none. */
    public static Optional<RerunStep> named(String word) {
        return Arrays.stream(values()).filter(step -> step.word().equals(word)).findFirst();
    }

    /** The word in requests and events. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
