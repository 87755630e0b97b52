package assay.events.recipe;

import assay.events.Copies;
import java.util.List;
import java.util.Map;

/**
 * What a job runs. Exactly one of {@code command} and {@code run} is given.
 *
 * @param image       container image; empty: the program is the host's
 * @param command     argument vector; only {@code $PORT} and {@code $ASSAY_*} names are replaced
 * @param run         bash text, verbatim
 * @param prepare     bash text run once before; not measured; empty when there is none
 * @param environment variables for the program; preset parameters stand here as {@code ASSAY_WITH_<NAME>}
 * @param dropRootTo  accounts to run as when the job itself runs as root; the first that exists is taken; empty: stay
 */
public record Program(String image, List<String> command, String run, String prepare, Map<String, String> environment,
        List<String> dropRootTo) {
    public Program {
        command = List.copyOf(command);
        environment = Copies.ordered(environment);
        dropRootTo = List.copyOf(dropRootTo);
        if (command.isEmpty() == run.isEmpty()) {
            throw new IllegalArgumentException("Expected either a command or a run text, but found " + (run.isEmpty() ? "neither" : "both"));
        }
    }
}
