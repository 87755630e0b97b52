package assay.core.plan;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * One option of sbatch. The second fence against a value that would become another directive or a line of shell: the parser is the first.
 *
 * @param name  the long name, without dashes in front
 * @param value empty for an option without value
 * @throws IllegalArgumentException when the name is no option's name or is kept by Assay, or the value has a quote, a backslash or anything
 *                                  but printable ASCII
 */
public record Directive(String name, String value) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z-]*");
    private static final Pattern SAFE = Pattern.compile("[\\x20-\\x7e&&[^\"'`\\\\]]*");
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_.,:=/+@%-]*");
    private static final Set<String> KEPT = Set.of("job-name", "chdir", "output", "error", "input", "export", "export-file", "open-mode", "requeue",
            "no-requeue", "array", "wrap", "dependency", "kill-on-invalid-dep", "signal", "test-only", "wait", "parsable", "nodes", "time");

    public Directive {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Expected the long name of an sbatch option, but found '" + printable(name) + "'");
        }
        if (!SAFE.matcher(value).matches()) {
            throw new IllegalArgumentException("Expected printable ASCII without quotes and backslashes as value of --" + name + ", but found '"
                    + printable(value) + "'");
        }
    }

    /** An option from a recipe: {@code _} stands for {@code -}, {@code true} for an option without value. */
    public static Directive asked(String key, String value) {
        String name = key.replace('_', '-');
        if (KEPT.contains(name)) {
            throw new IllegalArgumentException("Expected an sbatch option that a recipe may set, but found '" + printable(key)
                    + "', which Assay sets itself");
        }
        return new Directive(name, "true".equals(value) ? "" : value);
    }

    /** As an argument. */
    public String argument() {
        return "--" + name + (value.isEmpty() ? "" : "=" + value);
    }

    /** As a line of a script. */
    public String line() {
        return "#SBATCH --" + name + (value.isEmpty() ? "" : "=" + (BARE.matcher(value).matches() ? value : '"' + value + '"'));
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
