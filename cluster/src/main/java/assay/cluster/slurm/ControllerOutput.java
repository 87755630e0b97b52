package assay.cluster.slurm;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what scontrol says of the controller. Pure. */
final class ControllerOutput {
    private static final Pattern UP = Pattern.compile("(?m)^Slurmctld\\(.*\\bis UP\\s*$");
    private static final Pattern AS_OF = Pattern.compile("(?m)^Configuration data as of (\\d{1,12})\\s*$");
    private static final String NO_STORE = "accounting_storage/none";

    private ControllerOutput() {
    }

    /** Whether one of the controllers answers a ping. */
    static boolean up(String ping) {
        return UP.matcher(ping).find();
    }

    /** The controller's clock when it told its configuration, in whole seconds. */
    static Optional<Instant> asOf(String configuration) {
        Matcher matcher = AS_OF.matcher(configuration);
        return matcher.find() ? Optional.of(SlurmValues.instant(matcher.group(1))) : Optional.empty();
    }

    /** A value of the configuration, such as {@code 300 sec}. */
    static Optional<String> setting(String configuration, String name) {
        Matcher matcher = Pattern.compile("(?m)^" + Pattern.quote(name) + "\\s*=\\s*(.*?)\\s*$").matcher(configuration);
        return matcher.find() ? Optional.of(SlurmValues.text(matcher.group(1))).filter(value -> !value.isEmpty()) : Optional.empty();
    }

    /** Whether the configuration names a place for accounts at all. */
    static boolean keepsAccounts(String configuration) {
        return setting(configuration, "AccountingStorageType").filter(type -> !type.equals(NO_STORE)).isPresent();
    }

    /** Whether what accounts and qualities of service allow is enforced. */
    static boolean enforcesLimits(String configuration) {
        return words(configuration, "AccountingStorageEnforce").anyMatch(Set.of("limits", "safe", "all")::contains);
    }

    /** Whether a job needs an account of its user's. */
    static boolean enforcesAccounts(String configuration) {
        return words(configuration, "AccountingStorageEnforce").anyMatch(Set.of("associations", "limits", "qos", "safe", "wckeys", "all")::contains);
    }

    /** Whether every CPU is given to one job only, unless it is shared on purpose. */
    static boolean countsCpus(String configuration) {
        return words(configuration, "SelectTypeParameters").anyMatch(word -> word.startsWith("cr_c") || word.startsWith("cr_socket"));
    }

    private static Stream<String> words(String configuration, String name) {
        return Arrays.stream(setting(configuration, name).orElse("").toLowerCase(Locale.ROOT).split(","));
    }
}
