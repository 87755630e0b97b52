package assay.core.view;

import assay.core.run.JobState;
import assay.core.run.Run;
import assay.core.run.Stage;
import assay.events.JobEvent.Outcome;
import java.util.Locale;

/** States in one word. */
final class Words {
    /** Of a run that stands in the inbox and was not taken into the log of record yet. */
    static final String SUBMITTED = "submitted";
    static final String REQUESTED = "requested";

    private Words() {
    }

    static String of(Run run) {
        return switch (run.stage()) {
            case Stage.Requested s -> REQUESTED;
            case Stage.Accepted s -> "accepted";
            case Stage.Rejected s -> "rejected";
            case Stage.Refused s -> "refused";
            case Stage.Planned s -> "running";
            case Stage.Closing s -> "closing";
            case Stage.Cleaned s -> "cleaned";
            case Stage.Finished s -> of(s.outcome());
        };
    }

    static String of(Outcome outcome) {
        return lower(outcome);
    }

    static String of(JobState state) {
        return switch (state) {
            case JobState.Planned s -> "planned";
            case JobState.Scripted s -> "scripted";
            case JobState.Released s -> "released";
            case JobState.Intended s -> "intended";
            case JobState.Submitted s -> "submitted";
            case JobState.Refused s -> "refused";
            case JobState.Ended s -> "ended";
        };
    }

    static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
