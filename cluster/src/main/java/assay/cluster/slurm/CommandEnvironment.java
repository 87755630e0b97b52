package assay.cluster.slurm;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The environment of Slurm's commands: an option left in a variable (such as {@code SBATCH_QOS}) would change what a command means, so all of
 * them go, and times come as Unix seconds.
 */
public final class CommandEnvironment {
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

    /** The same as a piece of shell, for a shell that has them from elsewhere; it looks for Slurm where a login would find it, too. */
    public static String cleaning() {
        String options = OPTION_PREFIXES.stream().map(prefix -> prefix.substring(0, prefix.length() - 1)).collect(Collectors.joining("|"));
        String fixed = new TreeMap<>(FIXED).entrySet().stream().map(Object::toString).collect(Collectors.joining(" "));
        return """
                for name in $(env | sed -nE 's/^((%s)_[A-Za-z0-9_]*)=.*/\\1/p'); do
                  case $name in
                    SLURM_CONF) ;;
                    SLURM_JWT) [ -n "${SLURM_JWT-}" ] || unset SLURM_JWT ;;
                    *) unset "$name" ;;
                  esac
                done
                export %s
                if ! command -v sbatch > /dev/null; then
                  # shellcheck disable=SC1091 # a site's own
                  known=$(. /etc/profile > /dev/null 2>&1 < /dev/null; printf '%%s' "$PATH")
                  PATH=${known:-$PATH}
                  export PATH
                fi
                """.formatted(options, fixed);
    }
}
