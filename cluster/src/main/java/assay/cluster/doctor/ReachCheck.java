package assay.cluster.doctor;

import assay.cluster.command.Commands;
import java.util.List;

/** Whether commands can be run at all where the cluster's are, and as whom. */
public record ReachCheck(Commands commands) implements Check {
    private static final String NAME = "machine";

    @Override
    public List<Finding> look() {
        Answer answer = Answer.of(commands, List.of("sh", "-c", "printf '%s on %s' \"$(id -un)\" \"$(uname -n)\""));
        return List.of(answer.good() ? Finding.good(NAME, "commands run as " + answer.out() + ", and answer within " + answer.seconds())
                : Finding.broken(NAME, "no command can be run where the cluster's are: " + answer.words().strip(),
                        "log in by `assay connect NAME`, or by hand as the profile's connect says (`ssh HOST true`), and try again when that works"));
    }
}
