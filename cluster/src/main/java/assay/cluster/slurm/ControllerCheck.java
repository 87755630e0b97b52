package assay.cluster.slurm;

import assay.cluster.command.Commands;
import assay.cluster.doctor.Answer;
import assay.cluster.doctor.Check;
import assay.cluster.doctor.Clocks;
import assay.cluster.doctor.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Whether the controller answers, how fast, and what time it has. */
record ControllerCheck(Commands commands, InstantSource clock) implements Check {
    private static final String NAME = "controller";
    private static final Duration SLOW = Duration.ofSeconds(3);

    @Override
    public List<Finding> look() {
        Answer ping = Answer.of(commands, SlurmArguments.ping());
        if (!ControllerOutput.up(ping.out())) {
            String words = SlurmWords.readable(ping.out().isBlank() ? ping.words() : ping.out());
            return List.of(Finding.broken(NAME, "does not answer: " + words,
                    "nothing can be submitted until it does: see the site's status page or ask its people; what runs goes on meanwhile (SLURM_CONF names the cluster that is asked)"));
        }
        Answer configuration = Answer.of(commands, SlurmArguments.configuration());
        Duration took = ping.took().compareTo(configuration.took()) > 0 ? ping.took() : configuration.took();
        String cluster = ControllerOutput.setting(configuration.out(), "ClusterName").map(name -> "of cluster " + name + " ").orElse("");
        List<Finding> findings = new ArrayList<>();
        findings.add(took.compareTo(SLOW) < 0 ? Finding.good(NAME, cluster + "answers within " + took.toMillis() + " ms")
                : Finding.doubtful(NAME, cluster + "takes " + took.toSeconds() + " s to answer", "it is busy: set polling: { queue: 30s } in a profile, and expect submissions to take long"));
        Instant middle = clock.instant().minus(configuration.took().dividedBy(2));
        // It tells whole seconds.
        ControllerOutput.asOf(configuration.out()).ifPresent(time -> findings.add(Clocks.finding("clock", "the controller's clock",
                Duration.between(middle.truncatedTo(ChronoUnit.SECONDS), time))));
        return findings;
    }
}
