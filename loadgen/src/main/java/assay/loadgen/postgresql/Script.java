package assay.loadgen.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kind of transaction, as pgbench writes it: lines {@code \set name expression}, and SQL statements that end with a semicolon at the end of
 * a line. {@code :scale} is always set.
 *
 * @param weight how often it is taken, against the others
 */
record Script(String name, int weight, Map<String, Expression> settings, List<Statement> statements) {
    private static final Pattern SET = Pattern.compile("\\\\set\\s+(\\w+)\\s+(.+)");
    private static final String SCALE = "scale";

    Script {
        settings = new LinkedHashMap<>(settings);
        statements = List.copyOf(statements);
    }

    /** A script that is part of the program. */
    static Script builtIn(String name, int weight) {
        try (InputStream in = Script.class.getResourceAsStream(name + ".sql")) {
            return parse(name, weight, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a script. */
    static Script parse(String name, int weight, String text) {
        Map<String, Expression> settings = new LinkedHashMap<>();
        Set<String> known = new LinkedHashSet<>(Set.of(SCALE));
        List<Statement> statements = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        for (String line : text.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("--")).toList()) {
            if (line.startsWith("\\")) {
                set(line, settings, known, !statements.isEmpty() || !sql.isEmpty());
                continue;
            }
            sql.append(line).append('\n');
            if (line.endsWith(";")) {
                statements.add(Statement.parse(sql.substring(0, sql.lastIndexOf(";")), known));
                sql.setLength(0);
            }
        }
        if (!sql.toString().isBlank()) {
            statements.add(Statement.parse(sql.toString(), known));
        }
        if (statements.isEmpty()) {
            throw new IllegalArgumentException("it has no SQL statement");
        }
        return new Script(name, weight, settings, statements);
    }

    private static void set(String line, Map<String, Expression> settings, Set<String> known, boolean isBehindSql) {
        Matcher matcher = SET.matcher(line);
        if (!matcher.matches() || isBehindSql) {
            throw new IllegalArgumentException("'" + line + "' cannot be used: only '\\set name expression' can, before the first statement");
        }
        settings.put(matcher.group(1), ExpressionParser.parse(matcher.group(2), known));
        known.add(matcher.group(1));
    }

    /** Draws the variables of one transaction. */
    Map<String, Long> draw(long scale, SplittableRandom random) {
        Map<String, Long> variables = new HashMap<>();
        variables.put(SCALE, scale);
        settings.forEach((name, expression) -> variables.put(name, expression.value(variables, random)));
        return variables;
    }
}
