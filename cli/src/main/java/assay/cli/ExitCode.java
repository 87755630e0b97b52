package assay.cli;

import assay.core.run.Run;
import assay.core.run.Stage;
import assay.events.JobEvent.SloResult;
import assay.events.JobEvent.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the exit codes mean. */
public final class ExitCode {
    public static final int DONE = 0;
    static final int SLO_NOT_MET = 1;
    static final int INVALID = 2;
    public static final int FAILED = 3;
    public static final int REFUSED = 4;
    static final int CANCELLED = 5;
    static final int MISUSED = 64;
    public static final int OUR_BUG = 70;
    static final int INTERRUPTED = 130;

    /** What they mean for {@code run}, {@code watch} and {@code wait}, in words for people. */
    static final Map<String, String> MEANINGS = new LinkedHashMap<>();

    static {
        MEANINGS.put("0", "done; the verdict is VALID or SUSPECT (--strict makes SUSPECT 2)");
        MEANINGS.put("1", "a condition of the recipe (slo) is not met; a line names it with what was measured");
        MEANINGS.put("2", "the measurement is INVALID");
        MEANINGS.put("3", "the cluster, a service or a client failed");
        MEANINGS.put("4", "refused, nothing was submitted: change the recipe");
        MEANINGS.put("5", "cancelled by somebody else");
        MEANINGS.put("64", "the command was used wrongly");
        MEANINGS.put("70", "a fault in Assay itself");
        MEANINGS.put("130", "Ctrl-C");
    }

    private ExitCode() {
    }

    /** The exit code of a finished run. */
    static int of(Run run, boolean strict) {
        if (!(run.stage() instanceof Stage.Finished finished)) {
            return OUR_BUG;
        }
        return switch (finished.outcome()) {
            case COMPLETED -> ofReport(run, strict);
            case PLANNED, STAGED -> DONE;
            case FAILED -> FAILED;
            case CANCELLED -> CANCELLED;
            case INTERRUPTED -> INTERRUPTED;
            case REFUSED, REJECTED -> REFUSED;
            case FAULT -> OUR_BUG;
        };
    }

    private static int ofReport(Run run, boolean strict) {
        return run.report().map(report -> {
            if (report.verdict() == Verdict.INVALID || strict && report.verdict() == Verdict.SUSPECT) {
                return INVALID;
            }
            return report.slo().stream().allMatch(SloResult::met) ? DONE : SLO_NOT_MET;
        }).orElse(OUR_BUG);
    }
}
