package assay.cli;

import assay.events.JobEvent.JobEnded;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a job ended: its state, exit code and cause, none of them twice. Pure. */
final class EndWords {
    private static final String BETWEEN = "; ";

    private EndWords() {
    }

    /** All of it. */
    static String of(JobEnded end) {
        return of(end, "");
    }

    /** The same beside a text that may have told the cause, or part of it. */
    static String of(JobEnded end, String told) {
        String cause = Arrays.stream(end.cause().split(BETWEEN)).filter(part -> !part.isEmpty() && !told.contains(part)).collect(Collectors.joining(BETWEEN));
        String code = "exit code " + end.exitCode();
        boolean known = end.exitCode() >= 0 && !Pattern.compile(code + "\\b").matcher(cause).find();
        return end.state() + (known ? ", " + code : "") + (cause.isEmpty() ? "" : ": " + cause);
    }
}
