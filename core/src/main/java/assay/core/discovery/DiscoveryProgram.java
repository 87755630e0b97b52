package assay.core.discovery;

import assay.core.loop.Draft;
import assay.core.loop.Duty;
import assay.core.loop.Program;
import assay.core.run.Cause;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Readiness;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.JobEvent.EndpointDiscovered;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.ServiceReady;
import assay.events.JobEvent.ServiceUnready;
import assay.events.Writer;
import assay.events.recipe.ServiceSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes an endpoint of what a service's job announced, and takes it back when that service ends. */
public final class DiscoveryProgram implements Program<ProbeEndpoint, EndpointProbed> {

    @Override
    public Writer writer() {
        return Writer.DISCOVERY;
    }

    @Override
    public List<Duty<ProbeEndpoint>> due(Runs runs, Instant now) {
        List<Duty<ProbeEndpoint>> duties = new ArrayList<>();
        for (Run run : runs.all()) {
            if (run.finished() || run.fault().isPresent()) {
                continue;
            }
            for (Job service : run.services()) {
                if (service.readiness() instanceof Readiness.Ready && over(service)) {
                    duties.add(new Duty.Append<>(run.id(), new ServiceUnready(service.state().attempt().orElseThrow(), Cause.of(service))));
                } else if (announced(service)) {
                    duties.add(new Duty.Perform<>(probe(run, service)));
                }
            }
        }
        return duties;
    }

    private static boolean over(Job service) {
        return service.done() || service.terminal();
    }

    private static boolean announced(Job service) {
        return service.readiness() instanceof Readiness.NotReady && service.state() instanceof JobState.Submitted && !over(service)
                && service.report(ReportKind.READY).isPresent();
    }

    private static ProbeEndpoint probe(Run run, Job service) {
        JobReported ready = service.report(ReportKind.READY).orElseThrow();
        String network = run.stage().knownRecipe().flatMap(recipe -> recipe.services().stream()
                .filter(spec -> spec.name().equals(service.plan().component())).findFirst()).map(ServiceSpec::network).orElse("auto");
        return new ProbeEndpoint(run.id(), ready.token(), ready.details().getOrDefault("host", ""), addresses(ready), port(ready), network);
    }

    private static List<String> addresses(JobReported ready) {
        return Arrays.stream(ready.details().getOrDefault("addresses", "").split(" ")).filter(address -> !address.isBlank()).toList();
    }

    private static int port(JobReported ready) {
        String port = ready.details().getOrDefault("port", "");
        return port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0;
    }

    @Override
    public List<Draft> decide(Runs runs, EndpointProbed answer, Instant now) {
        Optional<Job> service = runs.run(answer.run()).flatMap(run -> run.job(answer.token().job())).filter(DiscoveryProgram::announced);
        if (service.isEmpty()) {
            return List.of();
        }
        JobReported ready = service.get().report(ReportKind.READY).orElseThrow();
        return List.of(
                new Draft(answer.run(), new EndpointDiscovered(answer.token(), ready.details().getOrDefault("host", ""), answer.address(), port(ready),
                        addresses(ready), answer.reachable())),
                new Draft(answer.run(), new ServiceReady(answer.token(), seconds(ready), ready.details().getOrDefault("version", ""))));
    }

    private static double seconds(JobReported ready) {
        String seconds = ready.details().getOrDefault("seconds", "");
        return seconds.matches("[0-9]+([.][0-9]+)?") ? Double.parseDouble(seconds) : 0;
    }
}
