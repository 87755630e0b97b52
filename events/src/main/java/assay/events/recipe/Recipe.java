package assay.events.recipe;

import assay.events.RecipeEvent.SmallFile;
import java.util.List;

/**
 * What a user wants measured, written out in full. Absent texts are empty, never null.
 *
 * @param name        the recipe's own name
 * @param description one line for people
 * @param site        where its jobs run
 * @param services    what is measured, in the order written
 * @param clients     what puts the load on, in the order written
 * @param repetitions measured windows per point, at least 1
 * @param monitor     what is sampled, and how often
 * @param slo         conditions on figures, as written, such as {@code load.latency_p95 < 50ms}
 * @param files       small files of the recipe
 * @param placement   which jobs of the cluster they run in
 */
public record Recipe(String name, String description, Site site, List<ServiceSpec> services, List<ClientSpec> clients,
        int repetitions, MonitorSpec monitor, List<String> slo, List<SmallFile> files, Placement placement) {
    public Recipe {
        services = List.copyOf(services);
        clients = List.copyOf(clients);
        slo = List.copyOf(slo);
        files = List.copyOf(files);
        if (repetitions < 1) {
            throw new IllegalArgumentException("Expected at least 1 repetition, but found " + repetitions);
        }
    }

    /** One whose services and clients run in jobs of their own. */
    public Recipe(String name, String description, Site site, List<ServiceSpec> services, List<ClientSpec> clients, int repetitions, MonitorSpec monitor,
            List<String> slo, List<SmallFile> files) {
        this(name, description, site, services, clients, repetitions, monitor, slo, files, Placement.SEPARATE);
    }
}
