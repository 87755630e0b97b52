package assay.core.report;

import java.util.List;

/**
 * Where the node-seconds went: {@code measured} and the {@code rest} add up to {@code billed}.
 *
 * @param billed   nodes x time that all attempts of all jobs held, as their ends report it
 * @param measured of them, those of the jobs that took part in a measured window, while it lasted; overlapping windows count once
 * @param rest     the others, largest first
 */
public record Efficiency(double billed, double measured, List<Share> rest) {
    public Efficiency {
        rest = List.copyOf(rest);
    }

    /** Node-seconds that were not measured, and what the jobs of a service or client did meanwhile. */
    public record Share(String component, String activity, double nodeSeconds) {
        Share with(Share other) {
            return new Share(component, activity, nodeSeconds + other.nodeSeconds);
        }
    }

    /** Measured by billed, from 0 to 1; 0 when nothing was billed. */
    public double ratio() {
        return billed > 0 ? Math.min(1, measured / billed) : 0;
    }
}
