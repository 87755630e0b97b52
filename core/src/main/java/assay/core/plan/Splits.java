package assay.core.plan;

import assay.events.recipe.ClientSpec;
import assay.events.recipe.Recipe;
import assay.events.recipe.Scope;
import assay.events.recipe.ServiceSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which services and clients have a job for each repetition: those that ask for it, and whatever needs a service that lives for one repetition
 * only. For one plan, used by one thread: it remembers what it has followed.
 */
final class Splits {
    private final Map<String, ServiceSpec> services = new LinkedHashMap<>();
    private final Set<String> split = new LinkedHashSet<>();
    private final Map<String, Set<String>> needed = new LinkedHashMap<>();

    Splits(Recipe recipe) {
        recipe.services().forEach(service -> services.put(service.name(), service));
        spread(recipe.services().stream().filter(service -> service.life().lifetime() == Scope.REPETITION).map(ServiceSpec::name).toList());
    }

    /** From services that live for one repetition to all that need them. */
    private void spread(List<String> shortLived) {
        Map<String, List<String>> users = new LinkedHashMap<>();
        services.values().forEach(service -> service.needs().forEach(need -> users.computeIfAbsent(need, name -> new ArrayList<>()).add(service.name())));
        List<String> open = new ArrayList<>(shortLived);
        while (!open.isEmpty()) {
            String next = open.removeLast();
            if (split.add(next)) {
                open.addAll(users.getOrDefault(next, List.of()));
            }
        }
    }

    boolean service(ServiceSpec service) {
        return split.contains(service.name());
    }

    boolean client(ClientSpec client) {
        return client.jobs().covers() == Scope.REPETITION || split.contains(client.target());
    }

    /** The names of a service and of all that it needs, itself or by way of others. */
    Set<String> needed(String service) {
        return needed.computeIfAbsent(service, this::follow);
    }

    private Set<String> follow(String service) {
        Set<String> found = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(List.of(service));
        while (!open.isEmpty()) {
            named(List.of(open.removeFirst())).stream().filter(next -> found.add(next.name())).forEach(next -> open.addAll(next.needs()));
        }
        return found;
    }

    /** The services with these names, in the order asked for. */
    List<ServiceSpec> named(Iterable<String> names) {
        List<ServiceSpec> named = new ArrayList<>();
        names.forEach(name -> {
            if (services.containsKey(name)) {
                named.add(services.get(name));
            }
        });
        return named;
    }
}
