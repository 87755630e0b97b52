package assay.events.recipe;

import assay.events.Copies;
import java.util.List;
import java.util.Map;

/**
 * A system under test.
 *
 * @param name     also its job's name
 * @param preset   the preset it came from; empty when written out
 * @param with     the preset's parameters as given or defaulted
 * @param program  what runs
 * @param ready    how it is known to be ready
 * @param stop     how it is stopped
 * @param publish  facts that clients get beside host and port, such as {@code USER}; as {@code ASSAY_<SERVICE>_<KEY>}
 * @param secrets  names of secrets generated for each run, each a 0600 file
 * @param needs    services that must be ready before this one starts
 * @param network  {@code auto}, {@code hostname} or an interface's name
 * @param slurm    what is asked of Slurm
 * @param versionCommand bash text whose first output line names the program and version; empty when there is none
 * @param life     how long one start of it lasts
 */
public record ServiceSpec(String name, String preset, Map<String, String> with, Program program, Ready ready, Stop stop,
        Map<String, String> publish, List<String> secrets, List<String> needs, String network, SlurmOptions slurm,
        String versionCommand, Life life) {
    public ServiceSpec {
        with = Copies.ordered(with);
        publish = Copies.ordered(publish);
        secrets = List.copyOf(secrets);
        needs = List.copyOf(needs);
    }

    /** One that lives as long as its run. */
    public ServiceSpec(String name, String preset, Map<String, String> with, Program program, Ready ready, Stop stop, Map<String, String> publish,
            List<String> secrets, List<String> needs, String network, SlurmOptions slurm, String versionCommand) {
        this(name, preset, with, program, ready, stop, publish, secrets, needs, network, slurm, versionCommand, Life.STANDARD);
    }

    /**
     * How long one start of a service lasts.
     *
     * @param lifetime       after which it is started anew
     * @param attempts       how often a job of it is begun at most, where the cluster took an earlier attempt away
     * @param maxIdleSeconds how long it may wait, ready, for its clients to start
     */
    public record Life(Scope lifetime, int attempts, long maxIdleSeconds) {
        /** The run long, one attempt, ten minutes. */
        public static final Life STANDARD = new Life(Scope.RUN, 1, 600);
    }

    /**
     * A protocol-level probe, run inside the job until it succeeds.
     *
     * @param command        argument vector; empty when {@code run} is given
     * @param run            bash text; empty when {@code command} is given; both empty: the port accepts connections
     * @param timeoutSeconds how long the service may take from its start
     */
    public record Ready(List<String> command, String run, int timeoutSeconds) {
        public Ready {
            command = List.copyOf(command);
        }
    }

    /**
     * How the program is stopped.
     *
     * @param signal       name without SIG, such as {@code INT}
     * @param graceSeconds after which it is killed
     */
    public record Stop(String signal, int graceSeconds) {
    }
}
