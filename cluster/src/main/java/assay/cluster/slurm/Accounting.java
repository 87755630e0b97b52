package assay.cluster.slurm;

import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.ListedJob;
import assay.cluster.command.CommandResult.CutOff;
import assay.cluster.command.CommandResult.Ended;
import assay.cluster.command.CommandResult.NotStarted;
import assay.cluster.command.Commands;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slurm's records of past jobs. A site may keep none, and its database may be down while jobs run on: then nothing is known, which is no failure,
 * and for a minute nobody asks again. Used from several threads.
 */
final class Accounting {
    private static final Logger LOGGER = LoggerFactory.getLogger(Accounting.class);
    private static final Duration PAUSE = Duration.ofSeconds(60);

    private final Commands commands;
    private final Duration limit;
    private final InstantSource clock;
    private final AtomicReference<Instant> askAgain = new AtomicReference<>(Instant.EPOCH);

    Accounting(Commands commands, Duration limit, InstantSource clock) {
        this.commands = commands;
        this.limit = limit;
        this.clock = clock;
    }

    /** The records of these jobs; none when there is nobody to ask. */
    List<ListedJob> history(List<JobRef> jobs) {
        return jobs.isEmpty() || clock.instant().isBefore(askAgain.get()) ? List.of()
                : ask(SlurmArguments.history(jobs)).map(text -> AccountingOutput.jobs(text, jobs)).orElse(List.of());
    }

    /** Whether there is somebody to ask, now. */
    boolean answers() {
        return ask(SlurmArguments.accountingProbe()).isPresent();
    }

    private Optional<String> ask(List<String> arguments) {
        return switch (commands.run(arguments, limit)) {
            case Ended ended when ended.exitCode() == 0 -> Optional.of(ended.out());
            case Ended ended -> pause(SlurmWords.readable(ended.err()));
            case CutOff(var reason) -> pause(reason);
            case NotStarted(var reason) -> pause(reason);
        };
    }

    private Optional<String> pause(String reason) {
        askAgain.set(clock.instant().plus(PAUSE));
        LOGGER.atInfo().addKeyValue("reason", reason).addKeyValue("pauseSeconds", PAUSE.toSeconds()).log("Slurm's accounting does not answer");
        return Optional.empty();
    }
}
