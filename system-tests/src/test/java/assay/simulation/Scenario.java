package assay.simulation;

import assay.cluster.ArtifactStore.Order;
import assay.cluster.ArtifactStore.Outcome;
import assay.core.plan.Artifacts;
import assay.core.plan.Planner;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.JobEvent.RunPlanned;
import assay.events.JobEvent;
import assay.events.PlannedJob;
import assay.events.Problem;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent;
import assay.events.RunId;
import assay.events.Token;
import assay.events.recipe.Artifact;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Container;
import assay.events.recipe.MonitorSpec;
import assay.events.recipe.Placement;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.events.recipe.Scope;
import assay.events.recipe.ServiceSpec;
import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;
import assay.testkit.InMemoryArtifacts;
import assay.testkit.JobBehaviour.Life;
import assay.testkit.JobBehaviour.Taken;
import assay.testkit.JobBehaviour;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What is asked for in one simulation and how its jobs fare, drawn from a seed. */
final class Scenario {
    private static final List<String> SERVICES = List.of("db", "cache");
    private static final List<String> CLIENTS = List.of("load", "more");
    private final long seed;
    private final Random random;
    private final int repetitions;
    private final Recipe recipe;
    private final RunPlanned plan;
    private final Duration lag;

    Scenario(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.repetitions = 1 + random.nextInt(2);
        this.recipe = recipe(1 + random.nextInt(2), 1 + random.nextInt(2));
        this.plan = Planner.plan(recipe);
        this.lag = Duration.ofSeconds(random.nextInt(5) == 0 ? 1 + random.nextInt(40) : 0);
    }

    Random random() {
        return random;
    }

    /** How much later than its writer the runner sees a new file: mostly at once. */
    Duration lag() {
        return lag;
    }

    /** What must be staged for each run. */
    List<String> needed() {
        return Artifacts.of(recipe).stream().map(Artifact::reference).toList();
    }

    /** What comes of an order: mostly it goes well, now and then the way there is blocked for a moment, or for good. */
    Outcome staged(Order order) {
        return switch (random.nextInt(20)) {
            case 0 -> new Outcome.Refused("it is not there", "write another one");
            case 1 -> new Outcome.Failed("No space left on device", "");
            case 2, 3, 4 -> throw new UncheckedIOException(new IOException("Stale file handle"));
            default -> InMemoryArtifacts.well(order);
        };
    }

    /** How the jobs of a token fare: the same each time it is asked. */
    JobBehaviour behaviour(Token token) {
        Random own = new Random(seed ^ token.hashCode());
        PlannedJob job = plan.jobs().stream().filter(planned -> planned.name().equals(token.job())).findFirst().orElseThrow();
        Life life = own.nextInt(8) == 0 ? Life.values()[own.nextInt(Life.values().length)] : Life.WELL;
        Taken taken = own.nextInt(3) == 0 ? Taken.values()[own.nextInt(Taken.values().length)] : Taken.SAID;
        Duration queue = Duration.ofMillis(own.nextInt(own.nextInt(4) == 0 ? 60_000 : 3_000));
        boolean longer = job.kind() == PlannedJob.Kind.CLIENT && own.nextInt(8) == 0;
        Duration work = Duration.ofMillis(longer ? 1_000_000 + own.nextInt(500_000) : 500 + own.nextInt(20_000));
        return new JobBehaviour(job.kind(), job.work(), job.early(), queue, work, life, own.nextInt(6) > 0, taken);
    }

    Envelope submission(RunId run, Instant now) {
        Mode mode = switch (random.nextInt(16)) {
            case 0 -> Mode.PLAN;
            case 1 -> Mode.STAGE;
            default -> Mode.RUN;
        };
        return request(run, "submitted", now, new RecipeSubmitted("recipe: 1", "r.yaml", mode, List.of(), Map.of(), List.of(), "/shared/" + run, "ada"));
    }

    Envelope cancel(RunId run, Instant now) {
        return request(run, "cancel", now, new RecipeEvent.RunCancelRequested("changed my mind", "ada", random.nextBoolean()));
    }

    private static Envelope request(RunId run, String id, Instant now, RecipeEvent event) {
        return new Envelope(new EventId(id + run), run, "/test", now, "", event);
    }

    /** The same verdict each time. */
    JobEvent verdict(RunId run) {
        return new Random(seed ^ run.hashCode()).nextInt(15) == 0 ? new JobEvent.RecipeRejected(List.of(new Problem("r.yaml", 1, 1, "no recipe", "")))
                : new JobEvent.RecipeAccepted(recipe, "ab", List.of());
    }

    /** A script that the cluster would not take, now and then. */
    String script(Token token) {
        return new Random(seed ^ token.hashCode() ^ 1).nextInt(30) == 0 ? "unacceptable" : "#!/bin/bash";
    }

    private ServiceSpec.Life last() {
        return new ServiceSpec.Life(random.nextInt(4) == 0 ? Scope.REPETITION : Scope.RUN, 1 + random.nextInt(2), random.nextInt(4) == 0 ? 40 : 0);
    }

    private ClientSpec.Jobs jobs() {
        return new ClientSpec.Jobs(random.nextInt(4) == 0 ? Scope.REPETITION : Scope.RUN, random.nextInt(4) == 0 ? 2 : 1, random.nextInt(4) == 0, 1 + random.nextInt(2));
    }

    private Recipe recipe(int services, int clients) {
        SlurmOptions slurm = new SlurmOptions(Map.of(), 1, 600);
        Map<String, String> staged = random.nextInt(3) > 0 ? Map.of() : new TreeMap<>(Map.of("ASSAY_STAGED_MODEL", "/models/tiny", "ASSAY_STAGED_LOADGEN", "assay:loadgen"));
        Program program = new Program("", List.of(), "exec run", "", Map.of(), List.of(), Map.of(), List.of(), staged, Container.PLAIN);
        List<ServiceSpec> specs = new ArrayList<>();
        for (String name : SERVICES.subList(0, services)) {
            specs.add(new ServiceSpec(name, "", Map.of(), program, new ServiceSpec.Ready(List.of(), "", 60), new ServiceSpec.Stop("TERM", 15), Map.of(),
                    List.of("password"), specs.isEmpty() ? List.of() : List.of(SERVICES.getFirst()), "auto", slurm, "", specs.size() == services - 1 ? last() : ServiceSpec.Life.STANDARD));
        }
        List<ClientSpec> loads = new ArrayList<>();
        for (String name : CLIENTS.subList(0, clients)) {
            loads.add(new ClientSpec(name, "", Map.of(), program, "", specs.getLast().name(), "none", List.of(), 25, slurm, jobs()));
        }
        return new Recipe("sample", "", Site.builtIn("auto"), specs, loads, repetitions, new MonitorSpec(Map.of("sstat", 5.0)), List.of(), List.of(),
                new Placement(random.nextInt(4) == 0 ? "packed" : "separate", SlurmOptions.NONE));
    }
}
