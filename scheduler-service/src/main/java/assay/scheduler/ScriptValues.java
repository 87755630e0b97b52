package assay.scheduler;

import assay.events.JobEvent;
import assay.events.JobName;
import assay.events.PlannedJob;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.events.recipe.ServiceSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The values of one run's scripts, by the names that the templates use. Pure; throws {@link IllegalArgumentException} for a hostile name. */
final class ScriptValues {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern OURS = Pattern.compile("PORT|ASSAY_(?!WITH_).*");
    private static final String CLIENT_STOP = "TERM";
    private static final int CLIENT_GRACE = 10;

    private final Recipe recipe;
    private final JobEvent.RunPlanned plan;
    private final ScriptConfig config;

    ScriptValues(Recipe recipe, JobEvent.RunPlanned plan, ScriptConfig config) {
        this.recipe = recipe;
        this.plan = plan;
        this.config = config;
    }

    Map<String, Object> of(PlannedJob job, ServiceSpec service, List<Directive> directives) {
        Map<String, Object> values = shared(job, directives, service.program());
        values.put("services", services(job, ""));
        values.put("stopSignal", service.stop().signal());
        values.put("stopGrace", service.stop().graceSeconds());
        values.put("secrets", service.secrets());
        values.put("portLow", config.portLow());
        values.put("portSpan", config.portSpan());
        values.put("readyCommand", service.ready().command());
        values.put("readyRun", service.ready().run());
        values.put("readyTimeout", service.ready().timeoutSeconds());
        values.put("version", service.versionCommand());
        return values;
    }

    Map<String, Object> of(PlannedJob job, ClientSpec client, List<Directive> directives) {
        Map<String, Object> values = shared(job, directives, client.program());
        values.put("services", services(job, client.target()));
        values.put("stopSignal", CLIENT_STOP);
        values.put("stopGrace", CLIENT_GRACE);
        values.put("target", client.target());
        values.put("repetitions", job.windows());
        values.put("warmup", client.warmup());
        return values;
    }

    private Map<String, Object> shared(PlannedJob job, List<Directive> directives, Program program) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("directives", directives.stream().map(directive -> Map.of("name", directive.name(), "value", directive.value())).toList());
        values.put("kind", job.kind() == PlannedJob.Kind.SERVICE ? "service" : "client");
        values.put("component", job.component());
        values.put("timeLimit", job.timeLimitSeconds());
        values.put("leaseSeconds", config.leaseSeconds());
        values.put("leaseCheckSeconds", config.leaseCheckSeconds());
        values.put("scratchRoot", config.scratchRoot());
        values.put("sampleInterval", sampleInterval());
        values.put("setup", String.join("\n", config.setup()));
        values.put("image", program.image());
        values.put("accounts", program.dropRootTo().stream().map(ShellText::word).toList());
        values.put("environment", environment(program));
        values.put("prepare", program.prepare());
        values.put("command", program.command());
        values.put("run", program.run());
        return values;
    }

    /** Seconds between samples, as bash's {@code read -t} takes them; empty: no sampler. */
    private String sampleInterval() {
        return Optional.ofNullable(recipe.monitor().intervals().get("cgroup"))
                .map(seconds -> BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString()).orElse("");
    }

    /** The services whose endpoints the job reads: its target first, then those of the jobs it needs. */
    private List<String> services(PlannedJob job, String target) {
        Set<String> names = new LinkedHashSet<>();
        if (!target.isEmpty()) {
            names.add(target);
        }
        for (JobName needed : job.needs()) {
            plan.jobs().stream().filter(other -> other.name().equals(needed)).map(PlannedJob::component).forEach(names::add);
        }
        return names.stream().map(ShellText::word).toList();
    }

    private static List<String> environment(Program program) {
        List<String> pairs = new ArrayList<>();
        program.environment().forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches() || OURS.matcher(name).matches()) {
                throw new IllegalArgumentException("Expected the name of a variable that a recipe may set, but found '" + name + "'");
            }
            pairs.add(name + "=" + value);
        });
        return pairs;
    }
}
