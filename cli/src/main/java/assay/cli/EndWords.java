package assay.cli;

import assay.events.JobEvent.JobEnded;

/** How a job ended: its state, exit code and cause, none of them twice. Pure. */
final class EndWords {
    private EndWords() {
    }

    /** All of it. */
    static String of(JobEnded end) {
        return of(end, "");
    }

    /** The same beside a text that may have told the cause. */
    static String of(JobEnded end, String told) {
        String cause = end.cause().isEmpty() || told.contains(end.cause()) ? "" : ": " + end.cause();
        String code = ", exit code " + end.exitCode();
        return end.state() + (end.exitCode() < 0 || (cause + ",").contains(code.substring(2) + ",") ? "" : code) + cause;
    }
}
