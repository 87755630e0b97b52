package assay.events.recipe;

import assay.events.Copies;
import java.util.Map;

/**
 * What is sampled while services and clients run.
 *
 * @param intervals source ({@code sstat}, {@code cgroup}, {@code service}) to interval in seconds
 */
public record MonitorSpec(Map<String, Double> intervals) {
    public MonitorSpec {
        intervals = Copies.ordered(intervals);
    }
}
