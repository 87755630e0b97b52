package assay.loadgen.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One SQL statement.
 *
 * @param sql        with {@code $1}, {@code $2} … for its parameters
 * @param parameters the variables that they are
 */
record Statement(String sql, List<String> parameters) {
    /** Quoted texts, comments and casts hold no parameter. */
    private static final Pattern PARAMETER = Pattern.compile("'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|::\\w+|:(\\w+)");

    Statement {
        parameters = List.copyOf(parameters);
    }

    /**
     * Reads a statement with {@code :name} for its parameters.
     *
     * @param known the variables that are set
     */
    static Statement parse(String text, Set<String> known) {
        List<String> parameters = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (name == null) {
                matcher.appendReplacement(sql, Matcher.quoteReplacement(matcher.group()));
                continue;
            }
            if (!known.contains(name)) {
                throw new IllegalArgumentException("':" + name + "' is not set before '" + text.strip() + "'");
            }
            if (!parameters.contains(name)) {
                parameters.add(name);
            }
            matcher.appendReplacement(sql, Matcher.quoteReplacement("$" + (parameters.indexOf(name) + 1)));
        }
        matcher.appendTail(sql);
        return new Statement(sql.toString().strip(), parameters);
    }
}
