package assay.parser;

import assay.events.RecipeEvent.SmallFile;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.MonitorSpec;
import assay.events.recipe.Placement;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.events.recipe.Scope;
import assay.events.recipe.ServiceSpec;
import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a recipe out in full. Only for what was checked and has no problem. */
final class RecipeBuilder {
    private static final int READY_TIMEOUT_SECONDS = 60;
    private static final int STOP_GRACE_SECONDS = 15;
    private static final long MOST_IDLE_SECONDS = 600;

    private RecipeBuilder() {
    }

    static Recipe recipe(Fragment root, Site site, List<Job> services, List<Job> clients, MonitorSpec monitor, List<SmallFile> files,
            Images images) {
        return new Recipe(root.text("name", ""), root.text("description", "").strip(), site,
                services.stream().map(job -> service(job, images)).toList(), clients.stream().map(job -> client(job, images)).toList(),
                (int) root.number("repetitions", 1), monitor, root.texts("slo").stream().map(String::strip).toList(), files,
                new Placement(root.text(PlacementCheck.KEY, "separate"), slurm(root.below(PlacementCheck.ALLOCATION))));
    }

    private static ServiceSpec service(Job job, Images images) {
        Fragment keys = job.fragment();
        Fragment ready = keys.below("ready");
        Fragment stop = keys.below("stop");
        return new ServiceSpec(job.name(), job.preset().map(Preset::name).orElse(""), job.arguments().given(), program(job, images),
                new ServiceSpec.Ready(ready.texts("command"), ready.text("run", ""), (int) ready.seconds("timeout", READY_TIMEOUT_SECONDS)),
                new ServiceSpec.Stop(stop.text("signal", "TERM"), (int) stop.seconds("grace", STOP_GRACE_SECONDS)), keys.below("publish").map(),
                keys.texts("secrets"), keys.texts("needs"), keys.text("network", "auto"), slurm(keys.below("slurm")),
                keys.below("version").text("run", ""), life(keys));
    }

    /** How long it may idle is bounded by a time limit of its own, where it has one. */
    private static ServiceSpec.Life life(Fragment keys) {
        long standard = keys.below("slurm").node("time").isPresent() ? 0 : MOST_IDLE_SECONDS;
        return new ServiceSpec.Life(scope(keys, "lifetime"), (int) keys.number("attempts", 1), keys.seconds("max_idle", standard));
    }

    private static Scope scope(Fragment keys, String key) {
        return Scope.valueOf(keys.text(key, "run").toUpperCase(Locale.ROOT));
    }

    private static ClientSpec client(Job job, Images images) {
        Fragment keys = job.fragment();
        return new ClientSpec(job.name(), job.preset().map(Preset::name).orElse(""), job.arguments().given(), program(job, images),
                keys.below("warmup").text("run", ""), keys.text("target", ""), keys.text("results", "none"), Figures.of(job).own(),
                job.arguments().windowSeconds(), slurm(keys.below("slurm")), new ClientSpec.Jobs(scope(keys, "job"), (int) keys.number("replicas", 1),
                        keys.text("queue", "").equals("early"), (int) keys.number("attempts", 1)));
    }

    private static Program program(Job job, Images images) {
        Fragment keys = job.fragment();
        Map<String, String> environment = new LinkedHashMap<>(job.arguments().environment());
        environment.putAll(keys.below("env").map());
        return new Program(images.of(job), keys.texts("command"), keys.text("run", ""), keys.below("prepare").text("run", ""), environment,
                keys.texts("drop_root_to"), secrets(keys.below("env")), FileCheck.items(job).stream().map(Node.Scalar::text).distinct().toList(), staged(job),
                Images.container(job));
    }

    private static Map<String, String> staged(Job job) {
        Map<String, String> staged = new LinkedHashMap<>(job.arguments().staged());
        job.fragment().below("stage").map().forEach((name, reference) -> staged.put("ASSAY_STAGED_" + name.toUpperCase(Locale.ROOT), reference));
        return staged;
    }

    private static Map<String, String> secrets(Fragment environment) {
        Map<String, String> secrets = new LinkedHashMap<>();
        environment.mapping().entries().forEach((name, entry) -> {
            if (entry.value() instanceof Node.Mapping) {
                secrets.put(name, environment.below(name).text("secret", ""));
            }
        });
        return secrets;
    }

    static SlurmOptions slurm(Fragment keys) {
        Map<String, String> options = keys.map();
        options.remove("nodes");
        options.remove("time");
        options.values().removeIf("false"::equals);
        options.keySet().removeIf(name -> SlurmKeys.FIELDS.key(name).isEmpty());
        long seconds = keys.node("time").isEmpty() ? 0 : Durations.jobSeconds(keys.text("time", "")).orElse(0);
        return new SlurmOptions(options, (int) keys.number("nodes", 1), seconds);
    }
}
