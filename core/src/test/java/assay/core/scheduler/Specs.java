package assay.core.scheduler;

import assay.events.recipe.ClientSpec;
import assay.events.recipe.Program;
import assay.events.recipe.ServiceSpec;
import assay.events.recipe.SlurmOptions;
import java.util.List;
import java.util.Map;

/** Services and clients of which only what they ask of Slurm matters. */
final class Specs {
    private static final Program PROGRAM = new Program("", List.of(), "exec run", "", Map.of(), List.of());

    private Specs() {
    }

    static ServiceSpec service(String name, Map<String, String> options, String... needs) {
        return new ServiceSpec(name, "", Map.of(), PROGRAM, new ServiceSpec.Ready(List.of(), "", 60), new ServiceSpec.Stop("TERM", 15), Map.of(), List.of(),
                List.of(needs), "auto", new SlurmOptions(options, 1, 600), "");
    }

    static ClientSpec client(String name, String target, Map<String, String> options, int nodes, ClientSpec.Jobs jobs) {
        return new ClientSpec(name, "", Map.of(), PROGRAM, "", target, "none", List.of(), 10, new SlurmOptions(options, nodes, 600), jobs);
    }
}
