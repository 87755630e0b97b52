package assay.cluster.slurmrestd;

import assay.cluster.ClusterSilentException;
import assay.cluster.doctor.Check;
import assay.cluster.doctor.Finding;
import assay.cluster.doctor.Patient;
import assay.cluster.doctor.Shown;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Whether a token can be had at all; whether it is accepted shows when something is asked by it. */
record TokenCheck(TokenSource tokens, Patient patient, InstantSource clock) implements Check {
    private static final String NAME = "token";

    @Override
    public List<Finding> look() {
        String command = String.join(" ", patient.site().location().connect().tokenCommand());
        try {
            String good = Tokens.expiry(tokens.token()).map(end -> ", good for " + Shown.seconds(Duration.between(clock.instant(), end))).orElse("");
            return List.of(Finding.good(NAME, "`" + command + "` gives one" + good));
        } catch (ClusterSilentException e) {
            return List.of(Finding.broken(NAME, e.getMessage(), "run `" + command + "` by hand, and set connect.token_command in " + patient.writtenIn() + " to what prints a token"));
        }
    }
}
