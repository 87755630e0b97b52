package assay.log;

/**
 * Why a loop ended although nobody closed it.
 *
 * @param loop      its name, such as {@code assay-runner-0}
 * @param takenOver true when another instance of the service works on this log now; the process should exit
 * @param reason    for people
 */
public record LoopFailure(String loop, boolean takenOver, String reason) {
}
