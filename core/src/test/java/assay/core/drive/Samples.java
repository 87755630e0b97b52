package assay.core.drive;

import assay.events.JobName;
import assay.events.Limit;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Container;
import assay.events.recipe.MonitorSpec;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.events.recipe.Scope;
import assay.events.recipe.ServiceSpec;
import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What the runs of these tests are asked for. */
final class Samples {
    static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    static final RunId RUN = new RunId("7k3q2mab9z");
    static final String LOG = "l0g1d234";
    static final Map<String, String> FACTS = Map.of("default_partition", "cpu");
    /** Keeps every service and its clients apart. */
    static final Limit ONE_JOB = new Limit("partition", "cpu", Limit.Kind.RUNNING_JOBS, 1, "MaxJobsPU of qos one");
    static final List<String> SERVICES = List.of("db", "cache");
    static final List<String> CLIENTS = List.of("load", "more");

    private static final Program RUN_ALONE = new Program("", List.of(), "exec run", "", Map.of(), List.of());

    private Samples() {
    }

    static RecipeSubmitted submission(Mode mode) {
        return new RecipeSubmitted("recipe: 1", "r.yaml", mode, List.of(), Map.of(), List.of(), "/tmp/out", "ada");
    }

    /** The second service needs the first; the clients load the first and the last service. */
    static Recipe recipe(int services, int clients, int repetitions) {
        return recipe(services, clients, repetitions, ServiceSpec.Life.STANDARD, ClientSpec.Jobs.STANDARD);
    }

    /** One whose programs are this one. */
    static Recipe recipe(int services, int clients, int repetitions, Program program) {
        return recipe(services, clients, repetitions, ServiceSpec.Life.STANDARD, ClientSpec.Jobs.STANDARD, program);
    }

    static JobName name(String job) {
        return new JobName(job);
    }

    /** Any of the shapes that a recipe may have: few services and clients, split or not, replicated or not, with one attempt or two. */
    static Recipe any(Random random) {
        int attempts = 1 + random.nextInt(2);
        ServiceSpec.Life life = new ServiceSpec.Life(random.nextInt(3) == 0 ? Scope.REPETITION : Scope.RUN, attempts, random.nextInt(3) == 0 ? 30 : 600);
        ClientSpec.Jobs jobs = new ClientSpec.Jobs(random.nextInt(3) == 0 ? Scope.REPETITION : Scope.RUN, 1 + random.nextInt(2), random.nextInt(3) == 0,
                1 + random.nextInt(2));
        Program program = random.nextBoolean() ? RUN_ALONE : new Program("docker://redis:7.4", List.of(), "exec run", "", Map.of(), List.of(), Map.of(), List.of(),
                Map.of("ASSAY_STAGED_LOADGEN", "assay:loadgen"), Container.PLAIN);
        return recipe(1 + random.nextInt(2), 1 + random.nextInt(2), 1 + random.nextInt(2), life, jobs, program);
    }

    /** The last service lives as given, the others as long as the run; the first client's jobs are laid out as given, the others' plainly. */
    static Recipe recipe(int services, int clients, int repetitions, ServiceSpec.Life life, ClientSpec.Jobs jobs) {
        return recipe(services, clients, repetitions, life, jobs, RUN_ALONE);
    }

    private static Recipe recipe(int services, int clients, int repetitions, ServiceSpec.Life life, ClientSpec.Jobs jobs, Program program) {
        SlurmOptions slurm = new SlurmOptions(Map.of(), 1, 600);
        List<ServiceSpec> specs = new ArrayList<>();
        for (String name : SERVICES.subList(0, services)) {
            specs.add(new ServiceSpec(name, "", Map.of(), program, new ServiceSpec.Ready(List.of(), "", 60), new ServiceSpec.Stop("TERM", 15), Map.of(),
                    List.of("password"), specs.isEmpty() ? List.of() : List.of(SERVICES.getFirst()), "auto", slurm, "",
                    specs.size() == services - 1 ? life : ServiceSpec.Life.STANDARD));
        }
        List<ClientSpec> loads = new ArrayList<>();
        for (String name : CLIENTS.subList(0, clients)) {
            loads.add(new ClientSpec(name, "", Map.of(), program, "", loads.isEmpty() ? SERVICES.getFirst() : specs.getLast().name(), "pgbench", List.of(), 25, slurm,
                    loads.isEmpty() ? jobs : ClientSpec.Jobs.STANDARD));
        }
        return new Recipe("sample", "", Site.builtIn("auto"), specs, loads, repetitions, new MonitorSpec(Map.of("sstat", 5.0)), List.of(), List.of());
    }
}
