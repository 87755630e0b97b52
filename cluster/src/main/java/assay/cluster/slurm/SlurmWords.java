package assay.cluster.slurm;

import java.util.List;
import java.util.regex.Pattern;

/** What Slurm's commands write on standard error, made readable, and whether it means that nobody answered. Pure. */
final class SlurmWords {
    private static final Pattern NOISE = Pattern.compile(
            "^(?:[a-z]+: )?(?:(?:error|fatal): )?(?:Batch job submission failed: |allocation failure: |slurm_load_jobs error: )?");
    private static final List<String> SILENCE = List.of("Unable to contact slurm controller", "Socket timed out", "Zero Bytes were transmitted",
            "Unexpected message received", "Connection refused", "Connection timed out", "No route to host", "standby mode",
            "configuration source", "Unable to establish control", "Protocol authentication error", "Munge encode failed",
            "Communication connection failure");
    private static final List<String> DENIAL = List.of("Access/permission denied", "Invalid user id", "Invalid job id specified",
            "Invalid account");

    private SlurmWords() {
    }

    /** One line: without the commands' names and repetitions; lines of one sentence joined by a blank, others by a semicolon. */
    static String readable(String text) {
        StringBuilder joined = new StringBuilder();
        text.lines().map(line -> NOISE.matcher(line.strip()).replaceFirst(""))
                .filter(line -> !line.isEmpty() && !line.startsWith("Try \"") && !line.startsWith("**")).distinct()
                .forEach(line -> append(joined, line));
        return joined.toString();
    }

    private static void append(StringBuilder joined, String line) {
        if (!joined.isEmpty()) {
            joined.append(Character.isLowerCase(line.charAt(0)) ? " " : "; ");
        }
        joined.append(line);
    }

    /** True when these words say that the controller could not be heard. */
    static boolean silent(String text) {
        return SILENCE.stream().anyMatch(text::contains);
    }

    /** True when scancel says that there is nothing left to cancel. */
    static boolean gone(String text) {
        return text.contains("Invalid job id specified") || text.contains("already completing or completed");
    }

    /** True when a controller answered and said no. */
    static boolean denied(String text) {
        return !silent(text) && DENIAL.stream().anyMatch(text::contains);
    }
}
