package assay.core.runner;

import assay.events.JobEvent.EndpointDiscovered;
import assay.events.recipe.ServiceSpec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What stands in {@code endpoints/<job>.env}: name to value; quoting is the writer's. */
final class EndpointFile {
    private EndpointFile() {
    }

    /** All assignments of a service, in the order to write them. */
    static Map<String, String> assignments(ServiceSpec service, EndpointDiscovered endpoint, String runDirectory) {
        String prefix = "ASSAY_" + variable(service.name()) + "_";
        Map<String, String> assignments = new LinkedHashMap<>();
        assignments.put(prefix + "TOKEN", endpoint.token().value());
        assignments.put(prefix + "HOST", endpoint.address());
        assignments.put(prefix + "PORT", Integer.toString(endpoint.port()));
        assignments.put(prefix + "ADDRESSES", String.join(" ", addresses(endpoint)));
        service.publish().forEach((key, value) -> assignments.put(prefix + variable(key), value));
        for (String secret : service.secrets()) {
            assignments.put(prefix + "SECRET_" + variable(secret), runDirectory + "/secrets/" + service.name() + "." + secret);
        }
        return assignments;
    }

    /** The chosen address first, then the others in the order announced. */
    private static Set<String> addresses(EndpointDiscovered endpoint) {
        Set<String> addresses = new LinkedHashSet<>();
        addresses.add(endpoint.address());
        for (String address : endpoint.addresses()) {
            addresses.add(address.substring(address.indexOf('=') + 1));
        }
        if (!endpoint.host().isEmpty()) {
            addresses.add(endpoint.host());
        }
        return addresses;
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
