package assay.core.report;

import assay.core.report.RunLog.Entry;
import assay.events.JobEvent.EndpointDiscovered;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.JobEvent.ServiceReady;
import assay.events.PlannedJob;
import assay.events.recipe.Recipe;
import java.util.List;
import java.util.Optional;

/** Lists the services of a run. */
final class Services {
    private Services() {
    }

    static List<ServiceFacts> of(RunLog log, List<PlannedJob> plan) {
        return plan.stream().filter(job -> job.kind() == PlannedJob.Kind.SERVICE).map(job -> facts(log, job)).toList();
    }

    private static ServiceFacts facts(RunLog log, PlannedJob job) {
        Optional<EndpointDiscovered> endpoint = log.all(EndpointDiscovered.class).stream().map(Entry::event)
                .filter(event -> event.job().equals(job.name())).reduce((earlier, later) -> later);
        Optional<ServiceReady> ready = log.all(ServiceReady.class).stream().map(Entry::event)
                .filter(event -> event.job().equals(job.name())).reduce((earlier, later) -> later);
        return new ServiceFacts(job.name().value(), ready.map(ServiceReady::version).orElse(""), image(log, job),
                endpoint.map(found -> hostAndPort(found.address(), found.port())).orElse(""), endpoint.map(EndpointDiscovered::addresses).orElse(List.of()),
                endpoint.map(EndpointDiscovered::reachable).orElse(false), ready.map(ServiceReady::secondsToReady).orElse(-1.0));
    }

    private static String hostAndPort(String address, int port) {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }

    private static String image(RunLog log, PlannedJob job) {
        List<Recipe> recipe = log.first(RecipeAccepted.class).map(entry -> List.of(entry.event().recipe())).orElse(List.of());
        return recipe.stream().flatMap(accepted -> accepted.services().stream()).filter(service -> service.name().equals(job.component()))
                .findFirst().map(service -> service.program().image()).orElse("");
    }
}
