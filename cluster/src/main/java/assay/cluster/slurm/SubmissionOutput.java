package assay.cluster.slurm;

import assay.cluster.Cluster.Check;
import assay.cluster.Cluster.Submission;
import assay.cluster.ClusterSilentException;
import assay.cluster.command.CommandResult;
import assay.cluster.command.CommandResult.CutOff;
import assay.cluster.command.CommandResult.Ended;
import assay.cluster.command.CommandResult.NotStarted;
import assay.events.ClusterJobId;
import assay.events.JobEvent.RefusalKind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what sbatch answers. Pure. */
final class SubmissionOutput {
    private static final Pattern ID = Pattern.compile("(\\d+)(;\\S+)?");
    // What coreutils' timeout exits with when sbatch itself could not be started.
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    private SubmissionOutput() {
    }

    /** What came of a submission; in doubt, {@link Submission.Ambiguous}. */
    static Submission submission(CommandResult result) {
        return switch (result) {
            case NotStarted(var reason) -> new Submission.Refused(RefusalKind.UNREACHABLE, reason);
            case CutOff(var reason) -> new Submission.Ambiguous(reason);
            case Ended ended when ended.exitCode() == 0 -> accepted(ended);
            case Ended ended -> refused(ended);
        };
    }

    private static Submission accepted(Ended ended) {
        Optional<String> last = ended.out().lines().map(String::strip).filter(line -> !line.isEmpty()).reduce((first, second) -> second);
        Matcher matcher = ID.matcher(last.orElse(""));
        return matcher.matches() ? new Submission.Accepted(new ClusterJobId(matcher.group(1)))
                : new Submission.Ambiguous("sbatch succeeded, but gave no job id: '" + ended.out().strip() + "' " + SlurmWords.readable(ended.err()));
    }

    private static Submission refused(Ended ended) {
        String words = SlurmWords.readable(ended.err());
        if (neverRan(ended)) {
            return new Submission.Refused(RefusalKind.UNREACHABLE, words);
        }
        String said = words.isEmpty() ? "sbatch ended with " + ended.exitCode() + " and said nothing" : words;
        return Refusals.kind(ended.err()).<Submission>map(kind -> new Submission.Refused(kind, said)).orElseGet(() -> new Submission.Ambiguous(said));
    }

    private static boolean neverRan(Ended ended) {
        return switch (ended.exitCode()) {
            case SlurmArguments.TOO_LATE_CODE -> ended.err().contains(SlurmArguments.TOO_LATE);
            case NOT_EXECUTABLE, NOT_FOUND -> ended.err().contains("timeout: failed to run command") || ended.err().contains("timeout: not found");
            default -> false;
        };
    }

    /**
     * What Slurm thinks of a script. A limit that is only reached at the moment does not stand against it.
     *
     * @throws ClusterSilentException when nobody answered
     */
    static Check check(CommandResult result) {
        return switch (result) {
            case NotStarted(var reason) -> throw new ClusterSilentException(reason);
            case CutOff(var reason) -> throw new ClusterSilentException(reason);
            case Ended ended when ended.exitCode() != 0 && SlurmWords.silent(ended.err()) ->
                throw new ClusterSilentException(SlurmWords.readable(ended.err()));
            case Ended ended -> new Check(ended.exitCode() == 0 || Refusals.kind(ended.err()).equals(Optional.of(RefusalKind.NOT_NOW)),
                    SlurmWords.readable(ended.err()));
        };
    }
}
