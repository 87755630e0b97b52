package assay.events.recipe;

import assay.events.Copies;
import java.util.List;
import java.util.Map;

/**
 * What a job runs. Exactly one of {@code command} and {@code run} is given.
 *
 * @param image       container image: an absolute path, or a reference that is staged; empty: the program is the host's
 * @param command     argument vector; only {@code $PORT} and {@code $ASSAY_*} names are replaced
 * @param run         bash text, verbatim
 * @param prepare     bash text run once before; not measured; empty when there is none
 * @param environment variables for the program; preset parameters stand here as {@code ASSAY_WITH_<NAME>}
 * @param dropRootTo  accounts to run as when the job itself runs as root; the first that exists is taken; empty: stay
 * @param secrets     variables that hold a secret of the user's own, to the secret's name
 * @param files       small files of the recipe that the program finds in its working directory, relative paths
 * @param staged      variables that name where something staged lies, {@code ASSAY_STAGED_<NAME>} or {@code ASSAY_WITH_<NAME>}, to its reference
 * @param container   how the image is entered
 */
public record Program(String image, List<String> command, String run, String prepare, Map<String, String> environment,
        List<String> dropRootTo, Map<String, String> secrets, List<String> files, Map<String, String> staged, Container container) {
    public Program {
        staged = Copies.ordered(staged);
        secrets = Copies.ordered(secrets);
        files = List.copyOf(files);
        command = List.copyOf(command);
        environment = Copies.ordered(environment);
        dropRootTo = List.copyOf(dropRootTo);
        if (command.isEmpty() == run.isEmpty()) {
            throw new IllegalArgumentException("Expected either a command or a run text, but found " + (run.isEmpty() ? "neither" : "both"));
        }
    }

    /** One that needs nothing staged, and whose image, if it has one, is entered plainly. */
    public Program(String image, List<String> command, String run, String prepare, Map<String, String> environment, List<String> dropRootTo,
            Map<String, String> secrets, List<String> files) {
        this(image, command, run, prepare, environment, dropRootTo, secrets, files, Map.of(), Container.PLAIN);
    }

    /** One without secrets and files. */
    public Program(String image, List<String> command, String run, String prepare, Map<String, String> environment, List<String> dropRootTo) {
        this(image, command, run, prepare, environment, dropRootTo, Map.of(), List.of());
    }
}
