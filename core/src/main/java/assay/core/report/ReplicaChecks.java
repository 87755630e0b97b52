package assay.core.report;

import static assay.core.report.Check.Result.INVALID;
import static assay.core.report.Check.Result.NOTE;
import static assay.core.report.Check.Result.PASS;
import static assay.core.report.Check.Result.SUSPECT;

import assay.events.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Whether replicas measured at the same time: their figures are added, so they must have been one load. Confined to one call. */
final class ReplicaChecks {
    /** The share of the longest window that all must have in common. */
    private static final double LEAST_OVERLAP = 0.95;

    private final String client;
    private final List<Window> windows;

    ReplicaChecks(String client, List<Window> windows) {
        this.client = client;
        this.windows = windows.stream().filter(window -> window.replicas().size() > 1 && window.replicas().stream().allMatch(Replica::bounded)).toList();
    }

    /** None where no window has several replicas whose times are known; such windows are not measured anyway. */
    List<Check> all() {
        return windows.isEmpty() ? List.of() : List.of(together(), starts());
    }

    private Check together() {
        double least = windows.stream().mapToDouble(ReplicaChecks::overlap).min().orElse(0);
        String measured = least <= 0 ? "not at all in the worst window" : String.format(Locale.ROOT, "at least %.1f %% of the longest window", 100 * least);
        return new Check(client, "replicas measured at the same time", measured, "at least 95 % of the longest window",
                least >= LEAST_OVERLAP ? PASS : least > 0 ? SUSPECT : INVALID);
    }

    private Check starts() {
        double most = windows.stream().mapToDouble(window -> seconds(first(window, Comparator.naturalOrder()), first(window, Comparator.reverseOrder()))).max().orElse(0);
        return new Check(client, "replicas started together", String.format(Locale.ROOT, "at most %.3f s apart, by their nodes' clocks", most), "at the same instant", NOTE);
    }

    /** What all replicas have in common, as a share of the longest. */
    private static double overlap(Window window) {
        Instant end = window.replicas().stream().map(replica -> replica.measurement().end()).min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        double longest = window.replicas().stream().mapToDouble(Replica::seconds).max().orElse(0);
        return longest > 0 ? Math.max(0, seconds(first(window, Comparator.reverseOrder()), end)) / longest : 0;
    }

    private static Instant first(Window window, Comparator<Instant> order) {
        return window.replicas().stream().map(Replica::measurement).map(Measurement::start).min(order).orElse(Instant.EPOCH);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
