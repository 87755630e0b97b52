package assay.cluster.staging;

import assay.cluster.command.CommandResult.Ended;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Programs of others that bring something, run for as long as they take. */
interface Tool {
    int LONGEST_WORDS = 600;

    /** Whether it can be run, as far as that is known beforehand. */
    boolean present(String program);

    /**
     * Runs one to its end.
     *
     * @throws UnavailableArtifactException when it never ran, or was cut off
     * @throws java.io.InterruptedIOException when its thread was interrupted; then it runs no more
     */
    Ended run(List<String> arguments, Map<String, String> variables) throws UnavailableArtifactException, IOException;

    /** What it says of its failure: its last lines, of which those of apptainer that begin with FATAL say most. */
    static String words(Ended ended) {
        List<String> lines = (ended.err() + "\n" + ended.out()).lines().map(line -> line.replaceAll("\\p{Cntrl}(\\[[0-9;]*m)?", "").strip()).filter(line -> !line.isEmpty()).toList();
        String fatal = lines.stream().filter(line -> line.startsWith("FATAL")).reduce((first, last) -> last)
                .orElseGet(() -> lines.isEmpty() ? "it ended with " + ended.exitCode() + " and said nothing" : lines.getLast());
        return fatal.length() <= LONGEST_WORDS ? fatal : fatal.substring(0, LONGEST_WORDS) + "…";
    }
}
