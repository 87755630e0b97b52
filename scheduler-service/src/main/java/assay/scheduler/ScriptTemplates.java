package assay.scheduler;

import assay.core.plan.Directive;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The templates of job scripts on the classpath. Values reach them through typed helpers only: {@code sh}, {@code shArray}, {@code word},
 * {@code integer} and {@code sbatch}; each refuses what it is not for by {@link IllegalArgumentException}.
 */
final class ScriptTemplates {
    private static final String PLACE = "/assay/scheduler/script/";
    /** The constant text of every job, in the order in which it stands in scripts. */
    private static final List<String> WRAPPER = List.of("wrapper.sh", "staged.sh", "image.sh", "programs.sh", "sampler.sh", "job.sh");

    private final Handlebars engine = new Handlebars().with(EscapingStrategy.NOOP);
    private final Template head = template("head.hbs");
    private final Template serviceValues = template("service.hbs");
    private final Template clientValues = template("client.hbs");
    private final Template allocationValues = template("allocation.hbs");
    private final String wrapper = WRAPPER.stream().map(ScriptTemplates::text).collect(Collectors.joining());
    private final String serviceText = wrapper + text("service.sh");
    private final String clientText = wrapper + text("waiting.sh") + text("client.sh");
    private final String allocationText = wrapper + text("allocation.sh");

    /** A service's script. */
    String service(Map<String, Object> values) {
        return filled(head, values) + filled(serviceValues, values) + serviceText;
    }

    /** A client's script. */
    String client(Map<String, Object> values) {
        return filled(head, values) + filled(clientValues, values) + clientText;
    }

    /** The script of a job that holds nodes for others. */
    String allocation(Map<String, Object> values) {
        return filled(head, values) + filled(allocationValues, values) + allocationText;
    }

    static String text(String name) {
        try (InputStream stream = ScriptTemplates.class.getResourceAsStream(PLACE + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the script template " + name, e);
        }
    }

    private Template template(String name) {
        registerHelpers();
        try {
            return engine.compileInline(text(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot compile the script template " + name, e);
        }
    }

    private void registerHelpers() {
        register("sh", (value, options) -> ShellText.quoted((String) value));
        register("shArray", (value, options) -> ShellText.array((List<?>) value));
        register("word", (value, options) -> ShellText.word((String) value));
        register("integer", (value, options) -> Long.toString(((Number) value).longValue()));
        register("sbatch", (name, options) -> new Directive((String) name, options.param(0)).line() + "\n");
        register("hetjob", (value, options) -> "#SBATCH hetjob\n");
    }

    private void register(String name, Helper<Object> helper) {
        engine.registerHelper(name, helper);
    }

    private static String filled(Template template, Map<String, Object> values) {
        try {
            return template.apply(values);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot fill a script template", e);
        }
    }
}
