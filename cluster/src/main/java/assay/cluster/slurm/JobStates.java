package assay.cluster.slurm;

import assay.events.ClusterState;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slurm's state words, short and long. Pure. */
public final class JobStates {
    private static final Pattern WORD = Pattern.compile("[A-Z_]+");
    private static final Map<String, ClusterState> SHORT = Map.ofEntries(
            Map.entry("PD", ClusterState.PENDING), Map.entry("CF", ClusterState.CONFIGURING), Map.entry("R", ClusterState.RUNNING),
            Map.entry("CG", ClusterState.COMPLETING), Map.entry("SO", ClusterState.STAGE_OUT), Map.entry("SI", ClusterState.SIGNALING),
            Map.entry("ST", ClusterState.STOPPED), Map.entry("S", ClusterState.SUSPENDED), Map.entry("RQ", ClusterState.REQUEUED),
            Map.entry("RH", ClusterState.REQUEUE_HOLD), Map.entry("RS", ClusterState.RESIZING), Map.entry("SE", ClusterState.SPECIAL_EXIT),
            Map.entry("CD", ClusterState.COMPLETED), Map.entry("F", ClusterState.FAILED), Map.entry("CA", ClusterState.CANCELLED),
            Map.entry("TO", ClusterState.TIMEOUT), Map.entry("OOM", ClusterState.OUT_OF_MEMORY), Map.entry("NF", ClusterState.NODE_FAIL),
            Map.entry("BF", ClusterState.BOOT_FAIL), Map.entry("PR", ClusterState.PREEMPTED), Map.entry("DL", ClusterState.DEADLINE),
            Map.entry("RV", ClusterState.REVOKED));

    private JobStates() {
    }

    /** The state that a word such as {@code RUNNING}, {@code CANCELLED by 1001} or {@code CANCELLED+} means. */
    public static ClusterState state(String text) {
        Matcher matcher = WORD.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.lookingAt()) {
            return ClusterState.UNKNOWN;
        }
        String word = matcher.group();
        return SHORT.values().stream().filter(state -> state.name().equals(word)).findFirst()
                .orElseGet(() -> SHORT.getOrDefault(word, ClusterState.UNKNOWN));
    }
}
