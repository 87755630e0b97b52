package assay.cli;

import assay.core.run.Run;
import assay.core.run.Stage;
import assay.events.JobEvent.SloResult;
import assay.events.JobEvent.Verdict;

/** What the exit codes mean. */
final class ExitCode {
    static final int DONE = 0;
    static final int SLO_NOT_MET = 1;
    static final int INVALID = 2;
    static final int FAILED = 3;
    static final int REFUSED = 4;
    static final int CANCELLED = 5;
    static final int MISUSED = 64;
    static final int OUR_BUG = 70;
    static final int INTERRUPTED = 130;

    private ExitCode() {
    }

    /** The exit code of a finished run. */
    static int of(Run run, boolean strict) {
        if (!(run.stage() instanceof Stage.Finished finished)) {
            return OUR_BUG;
        }
        return switch (finished.outcome()) {
            case COMPLETED -> ofReport(run, strict);
            case PLANNED -> DONE;
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
