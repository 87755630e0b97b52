package assay.cluster.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How jobs run on this machine.
 *
 * @param directory   where jobs are recorded, on a file system of this machine alone; made when it does not exist
 * @param environment of which jobs get what a login would give them
 * @param killWait    how long a job that is to end may take until it is killed
 */
public record LocalConfig(Path directory, Map<String, String> environment, Duration killWait) {
    private static final Duration KILL_WAIT = Duration.ofSeconds(30);

    public LocalConfig {
        environment = Map.copyOf(environment);
        if (!directory.isAbsolute() || killWait.isNegative()) {
            throw new IllegalArgumentException("Expected an absolute directory and a time, but found " + directory + " and " + killWait);
        }
    }

    /** With this process's environment and Slurm's usual time until a job is killed. */
    public static LocalConfig standard(Path directory) {
        return new LocalConfig(directory, System.getenv(), KILL_WAIT);
    }

    @Override
    public String toString() {
        return "LocalConfig[directory=" + directory + ", killWait=" + killWait + "]";
    }
}
