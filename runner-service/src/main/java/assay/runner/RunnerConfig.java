package assay.runner;

import assay.core.run.Lease;
import assay.core.runner.RunnerTiming;
import java.nio.file.Path;
import java.util.Map;

/**
 * How a runner is set.
 *
 * @param timing  its measures of time
 * @param secrets directory with the user's own secrets
 */
public record RunnerConfig(RunnerTiming timing, Path secrets) {
    /** What fits a cluster that is near, with the lease that the environment sets and the secrets of this user: below {@code XDG_CONFIG_HOME}, else below {@code ~/.config}. */
    public static RunnerConfig standard(Map<String, String> environment, String accountHome) {
        Path given = Path.of(environment.getOrDefault("XDG_CONFIG_HOME", ""));
        Path configuration = given.isAbsolute() ? given : Path.of(environment.getOrDefault("HOME", accountHome), ".config");
        return new RunnerConfig(RunnerTiming.of(Lease.of(environment)), configuration.resolve("assay").resolve("secrets"));
    }
}
