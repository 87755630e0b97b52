package assay.scheduler;

import assay.core.plan.Planner;
import assay.events.JobEvent.JobScripted;
import assay.events.JobEvent.RunPlanned;
import assay.events.JobName;
import assay.events.PlannedJob;
import assay.events.PlannedJob.Kind;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.MonitorSpec;
import assay.events.recipe.Placement;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.events.recipe.ServiceSpec;
import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recipes of one service or one client, and their scripts. */
final class Samples {
    static final Site SITE = Site.builtIn("slurm");
    static final SlurmOptions SLURM = new SlurmOptions(Map.of(), 1, 600);

    private Samples() {
    }

    static Program run(String text) {
        return new Program("", List.of(), text, "", Map.of(), List.of());
    }

    static ServiceSpec service(Program program, String readyRun, int readySeconds, List<String> secrets) {
        return new ServiceSpec("db", "", Map.of(), program, new ServiceSpec.Ready(List.of(), readyRun, readySeconds), new ServiceSpec.Stop("TERM", 5),
                Map.of(), secrets, List.of(), "auto", SLURM, "");
    }

    static ClientSpec client(Program program, String warmup) {
        return new ClientSpec("load", "", Map.of(), program, warmup, "db", "none", 0, SLURM);
    }

    static ClientSpec client(Program program, ClientSpec.Jobs jobs, long timeSeconds) {
        return new ClientSpec("load", "", Map.of(), program, "", "db", "none", List.of(), 0, new SlurmOptions(Map.of(), 1, timeSeconds), jobs);
    }

    static ServiceSpec postgresql() {
        PresetText preset = PresetText.of("postgresql");
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("ASSAY_WITH_VERSION", "");
        environment.put("ASSAY_WITH_SETTINGS", "shared_buffers=256MB\n");
        environment.put("ASSAY_WITH_DATA", "local");
        environment.put("ASSAY_WITH_SHARED_DIRECTORY", "");
        Map<String, String> options = new LinkedHashMap<>();
        options.put("cpus_per_task", "1");
        options.put("mem", "2G");
        return new ServiceSpec("db", "postgresql", Map.of("settings", "shared_buffers=256MB"),
                new Program("", List.of(), preset.block("run"), preset.block("prepare"), environment, List.of("postgres", "nobody")),
                new ServiceSpec.Ready(List.of(), preset.block("ready"), 60), new ServiceSpec.Stop("INT", 30),
                Map.of("USER", "assay"), List.of("password"), List.of(), "auto", new SlurmOptions(options, 1, 600), preset.block("version"));
    }

    static ClientSpec pgbench(String warmup, String duration) {
        PresetText preset = PresetText.of("pgbench");
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("ASSAY_WITH_SCALE", "10");
        environment.put("ASSAY_WITH_CLIENTS", "4");
        environment.put("ASSAY_WITH_THREADS", "0");
        environment.put("ASSAY_WITH_WARMUP", warmup);
        environment.put("ASSAY_WITH_DURATION", duration);
        environment.put("ASSAY_WITH_MODE", "prepared");
        environment.put("ASSAY_WITH_SCRIPT", "tpcb-like");
        environment.put("ASSAY_WITH_RATE", "0");
        return new ClientSpec("load", "pgbench", Map.of("scale", "10"),
                new Program("", List.of(), preset.block("run"), preset.block("prepare"), environment, List.of()), preset.block("warmup"), "db", "pgbench", 25,
                new SlurmOptions(Map.of("cpus_per_task", "1"), 1, 600));
    }

    static Recipe recipe(Site site, List<ServiceSpec> services, List<ClientSpec> clients, int repetitions) {
        return new Recipe("sample", "", site, services, clients, repetitions, new MonitorSpec(Map.of("cgroup", 1.0)), List.of(), List.of());
    }

    static JobScripted script(ServiceSpec service, Site site, ScriptConfig config) {
        PlannedJob job = new PlannedJob(new JobName("db"), Kind.SERVICE, "db", List.of(), 1, service.slurm().timeSeconds(), 0);
        return new ScriptWriter().write(recipe(site, List.of(service), List.of(), 1), new RunPlanned(List.of(job), 0), config).getFirst();
    }

    static JobScripted script(ClientSpec client, int repetitions, Site site, ScriptConfig config) {
        return scripts(client, repetitions, site, config).getLast();
    }

    /** The script of the heterogeneous job that a client and its service run in. */
    static JobScripted allocation(ClientSpec client, Site site, ScriptConfig config) {
        Recipe apart = recipe(site, List.of(service(run("sleep 60"), "", 5, List.of())), List.of(client), 1);
        Recipe together = new Recipe(apart.name(), apart.description(), apart.site(), apart.services(), apart.clients(), 1, apart.monitor(), apart.slo(), apart.files(),
                new Placement("het", SlurmOptions.NONE));
        return new ScriptWriter().write(together, Planner.plan(together), config).getFirst();
    }

    /** All scripts of a client as it is planned, that of its service first. */
    static List<JobScripted> scripts(ClientSpec client, int repetitions, Site site, ScriptConfig config) {
        Recipe recipe = recipe(site, List.of(service(run("sleep 60"), "", 5, List.of())), List.of(client), repetitions);
        return new ScriptWriter().write(recipe, Planner.plan(recipe), config);
    }
}
