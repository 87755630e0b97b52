package assay.scheduler;

import assay.core.plan.Directive;
import assay.core.plan.Directives;
import assay.core.plan.Packing;
import assay.events.JobEvent;
import assay.events.JobEvent.JobScripted;
import assay.events.PlannedJob;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Recipe;
import assay.events.recipe.ServiceSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Writes the scripts of a plan's jobs: directives, a block of quoted values, and a constant wrapper in bash. A script holds nothing of one
 * run, so the same recipe gives the same bytes, whoever asks and when. Pure but for reading its own templates; may be used by any thread.
 */
public final class ScriptWriter {
    private final ScriptTemplates templates = new ScriptTemplates();

    /**
     * One script for each job, in the plan's order.
     *
     * @throws IllegalArgumentException when the plan names a component that the recipe lacks, or a value cannot be carried safely
     */
    public List<JobScripted> write(Recipe recipe, JobEvent.RunPlanned plan, ScriptConfig config) {
        ScriptValues values = new ScriptValues(recipe, plan, config);
        return plan.jobs().stream().map(job -> switch (job.kind()) {
            case SERVICE -> service(job, component(recipe.services(), ServiceSpec::name, job), values);
            case CLIENT -> client(job, component(recipe.clients(), ClientSpec::name, job), values);
            case ALLOCATION -> allocation(job, recipe, values);
        }).toList();
    }

    private JobScripted service(PlannedJob job, ServiceSpec service, ScriptValues values) {
        List<Directive> directives = Directives.of(service.slurm(), job.timeLimitSeconds());
        return scripted(job, templates.service(values.of(job, service, directives)), directives);
    }

    private JobScripted client(PlannedJob job, ClientSpec client, ScriptValues values) {
        List<Directive> directives = Directives.of(client.slurm(), job.timeLimitSeconds());
        return scripted(job, templates.client(values.of(job, client, directives)), directives);
    }

    private JobScripted allocation(PlannedJob job, Recipe recipe, ScriptValues values) {
        List<List<Directive>> parts = Packing.parts(recipe).stream().map(part -> Directives.of(part, job.timeLimitSeconds())).toList();
        return scripted(job, templates.allocation(values.of(job, parts)), parts.stream().flatMap(List::stream).toList());
    }

    private static <T> T component(List<T> components, Function<T, String> name, PlannedJob job) {
        Predicate<T> wanted = component -> name.apply(component).equals(job.component());
        return components.stream().filter(wanted).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "Expected job " + job.name() + " to belong to a part of the recipe, but there is no '" + job.component() + "'"));
    }

    private static JobScripted scripted(PlannedJob job, String script, List<Directive> directives) {
        return new JobScripted(job.name(), script, directives.stream().map(Directive::argument).toList(), sha256(script));
    }

    private static String sha256(String script) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
