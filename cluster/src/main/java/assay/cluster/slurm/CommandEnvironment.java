package assay.cluster.slurm;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment of Slurm's commands: an option left in a variable (such as {@code SBATCH_QOS}) would change what a command means, so all of
 * them go, and times come as Unix seconds.
 */
final class CommandEnvironment {
    private static final List<String> OPTION_PREFIXES = List.of("SLURM_", "SBATCH_", "SQUEUE_", "SACCT_", "SSTAT_", "SINFO_", "SRUN_", "SCANCEL_",
            "SCONTROL_", "SALLOC_");
    private static final Map<String, String> FIXED = Map.of("SLURM_TIME_FORMAT", "%s", "LC_ALL", "C", "TZ", "UTC");

    private CommandEnvironment() {
    }

    /** What of {@code environment} a command gets. */
    static Map<String, String> cleaned(Map<String, String> environment) {
        Map<String, String> cleaned = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (keep(name, value)) {
                cleaned.put(name, value);
            }
        });
        cleaned.putAll(FIXED);
        return cleaned;
    }

    private static boolean keep(String name, String value) {
        return switch (name) {
            case "SLURM_CONF" -> true;
            // Set but empty, it would switch the commands to tokens they do not have.
            case "SLURM_JWT" -> !value.isEmpty();
            default -> OPTION_PREFIXES.stream().noneMatch(name::startsWith);
        };
    }
}
