package assay.parser;

import assay.events.RecipeEvent.SmallFile;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.MonitorSpec;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.events.recipe.ServiceSpec;
import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a recipe out in full. Only for what was checked and has no problem. */
final class RecipeBuilder {
    private static final int READY_TIMEOUT_SECONDS = 60;
    private static final int STOP_GRACE_SECONDS = 15;
    private static final Map<String, String> MONITOR_DEFAULTS = monitorDefaults();

    private RecipeBuilder() {
    }

    static Recipe recipe(Fragment root, List<Job> services, List<Job> clients, List<SmallFile> files) {
        return new Recipe(root.text("name", ""), root.text("description", "").strip(), Site.builtIn(root.text("cluster", "auto")),
                services.stream().map(RecipeBuilder::service).toList(), clients.stream().map(RecipeBuilder::client).toList(),
                (int) root.number("repetitions", 1), monitor(root.below("monitor")), List.of(), files);
    }

    private static ServiceSpec service(Job job) {
        Fragment keys = job.fragment();
        Fragment ready = keys.below("ready");
        Fragment stop = keys.below("stop");
        return new ServiceSpec(job.name(), job.preset().map(Preset::name).orElse(""), job.arguments().given(), program(job),
                new ServiceSpec.Ready(ready.texts("command"), ready.text("run", ""), (int) ready.seconds("timeout", READY_TIMEOUT_SECONDS)),
                new ServiceSpec.Stop(stop.text("signal", "TERM"), (int) stop.seconds("grace", STOP_GRACE_SECONDS)), keys.below("publish").map(),
                keys.texts("secrets"), keys.texts("needs"), keys.text("network", "auto"), slurm(keys.below("slurm")),
                keys.below("version").text("run", ""));
    }

    private static ClientSpec client(Job job) {
        Fragment keys = job.fragment();
        return new ClientSpec(job.name(), job.preset().map(Preset::name).orElse(""), job.arguments().given(), program(job),
                keys.below("warmup").text("run", ""), keys.text("target", ""), keys.text("results", "none"), job.arguments().windowSeconds(),
                slurm(keys.below("slurm")));
    }

    private static Program program(Job job) {
        Fragment keys = job.fragment();
        Map<String, String> environment = new LinkedHashMap<>(job.arguments().environment());
        environment.putAll(keys.below("env").map());
        return new Program("", keys.texts("command"), keys.text("run", ""), keys.below("prepare").text("run", ""), environment,
                keys.texts("drop_root_to"));
    }

    private static SlurmOptions slurm(Fragment keys) {
        Map<String, String> options = keys.map();
        options.remove("nodes");
        options.remove("time");
        options.values().removeIf("false"::equals);
        options.keySet().removeIf(name -> SlurmKeys.FIELDS.key(name).isEmpty());
        long seconds = keys.node("time").isEmpty() ? 0 : Durations.jobSeconds(keys.text("time", "")).orElse(0);
        return new SlurmOptions(options, (int) keys.number("nodes", 1), seconds);
    }

    private static MonitorSpec monitor(Fragment keys) {
        Map<String, Double> intervals = new LinkedHashMap<>();
        MONITOR_DEFAULTS.forEach((source, interval) -> intervals.put(source, Durations.millis(keys.text(source, interval)).orElse(0) / 1_000.0));
        return new MonitorSpec(intervals);
    }

    private static Map<String, String> monitorDefaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("sstat", "5s");
        defaults.put("cgroup", "1s");
        return defaults;
    }
}
