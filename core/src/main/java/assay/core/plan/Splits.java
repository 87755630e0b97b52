package assay.core.plan;

import assay.events.recipe.ClientSpec;
import assay.events.recipe.Recipe;
import assay.events.recipe.Scope;
import assay.events.recipe.ServiceSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which services and clients have a job for each repetition: those that ask for it, and whatever needs a service that lives for one repetition
 * only.
 */
final class Splits {
    private final Recipe recipe;

    Splits(Recipe recipe) {
        this.recipe = recipe;
    }

    boolean service(ServiceSpec service) {
        return needed(service.name()).stream().anyMatch(needed -> needed.life().lifetime() == Scope.REPETITION);
    }

    boolean client(ClientSpec client) {
        return client.jobs().covers() == Scope.REPETITION || needed(client.target()).stream().anyMatch(this::service);
    }

    /** A service and all that it needs, itself or by way of others. */
    Set<ServiceSpec> needed(String service) {
        Set<ServiceSpec> needed = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(List.of(service));
        while (!open.isEmpty()) {
            named(List.of(open.removeFirst())).stream().filter(needed::add).forEach(found -> open.addAll(found.needs()));
        }
        return needed;
    }

    /** The services with these names, in the order asked for. */
    List<ServiceSpec> named(List<String> names) {
        return names.stream().flatMap(name -> recipe.services().stream().filter(service -> service.name().equals(name))).toList();
    }
}
