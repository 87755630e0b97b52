package assay.scheduler;

import assay.core.plan.Directive;
import assay.core.plan.Packing;
import assay.events.JobEvent;
import assay.events.PlannedJob;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.events.recipe.ServiceSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The values of one run's scripts, by the names that the templates use. Pure; throws {@link IllegalArgumentException} for a hostile name. */
final class ScriptValues {
    private static final String CLIENT_STOP = "TERM";
    private static final int CLIENT_GRACE = 10;
    /** Stands in the script of a job that only holds nodes, and is never run. */
    private static final Program NOTHING = new Program("", List.of("true"), "", "", Map.of(), List.of());

    private final Recipe recipe;
    private final JobEvent.RunPlanned plan;
    private final ScriptConfig config;

    ScriptValues(Recipe recipe, JobEvent.RunPlanned plan, ScriptConfig config) {
        this.recipe = recipe;
        this.plan = plan;
        this.config = config;
    }

    Map<String, Object> of(PlannedJob job, ServiceSpec service, List<Directive> directives) {
        Map<String, Object> values = shared(job, List.of(directives), service.program());
        values.put("services", services(job));
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
        Map<String, Object> values = shared(job, List.of(directives), client.program());
        values.put("services", services(job, client.target()));
        values.put("stopSignal", CLIENT_STOP);
        values.put("stopGrace", CLIENT_GRACE);
        values.put("target", client.target());
        values.put("early", job.early() ? 1 : 0);
        values.put("first", job.work().first());
        values.put("windows", job.windows());
        values.put("replica", job.work().replica());
        values.put("replicas", job.work().replicas());
        values.put("warmup", client.warmup());
        return values;
    }

    /** Of the job that holds the nodes of all others: it runs no program itself, and samples nothing that they do not. */
    Map<String, Object> of(PlannedJob job, List<List<Directive>> parts) {
        Map<String, Object> values = shared(job, parts, NOTHING);
        values.put("program", false);
        values.put("sampleInterval", "");
        values.put("services", List.of());
        values.put("stopSignal", CLIENT_STOP);
        values.put("stopGrace", CLIENT_GRACE);
        values.put("places", plan.jobs().stream().filter(PlannedJob::inside).map(step -> ShellText.word(step.name().value()) + " " + String.join(" ", Packing.step(recipe, step))).toList());
        return values;
    }

    private Map<String, Object> shared(PlannedJob job, List<List<Directive>> parts, Program program) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("parts", parts.stream().map(part -> part.stream().map(directive -> Map.of("name", directive.name(), "value", directive.value())).toList()).toList());
        values.put("program", true);
        values.put("kind", job.kind().name().toLowerCase(Locale.ROOT));
        values.put("job", job.name().value());
        values.put("component", job.component());
        values.put("timeLimit", job.timeLimitSeconds());
        values.put("leaseSeconds", config.leaseSeconds());
        values.put("leaseCheckSeconds", config.leaseCheckSeconds());
        values.put("scratchRoot", scratchRoot());
        values.put("sampleInterval", sampleInterval());
        values.put("setup", String.join("\n", recipe.site().setup()));
        values.put("image", program.image());
        values.put("binds", program.container().binds());
        values.put("nv", program.container().nv() ? 1 : 0);
        values.put("writable", program.container().writable() ? 1 : 0);
        values.put("accounts", program.dropRootTo().stream().map(ShellText::word).toList());
        values.put("environment", ProgramValues.environment(program));
        values.put("confidential", ProgramValues.confidential(program));
        values.put("files", ProgramValues.files(program));
        values.put("staging", ProgramValues.staging(program));
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

    private String scratchRoot() {
        if (!recipe.site().scratch().startsWith("/")) {
            throw new IllegalArgumentException("Expected an absolute path for scratch directories, but found '" + recipe.site().scratch() + "'");
        }
        return recipe.site().scratch();
    }

    /** The services whose endpoints a client reads, its target first. */
    private List<String> services(PlannedJob job, String target) {
        List<String> pairs = new ArrayList<>(services(job));
        if (!target.isEmpty()) {
            String first = pairs.stream().filter(pair -> pair.startsWith(target + "=")).findFirst().orElseThrow(() -> new IllegalArgumentException(
                    "Expected job " + job.name() + " to need a job of its target '" + target + "', but it needs " + job.needs()));
            pairs.remove(first);
            pairs.addFirst(first);
        }
        return pairs;
    }

    /** The services of the jobs that the job needs, each with the job that provides it: {@code service=job}. */
    private List<String> services(PlannedJob job) {
        return job.needs().stream().flatMap(needed -> plan.jobs().stream().filter(other -> other.name().equals(needed) && other.kind() == PlannedJob.Kind.SERVICE))
                .map(provider -> ShellText.word(provider.component()) + "=" + ShellText.word(provider.name().value())).toList();
    }
}
