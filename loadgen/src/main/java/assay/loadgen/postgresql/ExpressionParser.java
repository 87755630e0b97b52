package assay.loadgen.postgresql;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the expression of a {@code \set}: whole numbers, {@code :name}, {@code random(a, b)}, {@code + - * / %} and parentheses. */
final class ExpressionParser {
    private static final Pattern TOKEN = Pattern.compile("\\G\\s*(?:(\\d+)|:(\\w+)|(\\w+)|([-+*/%(),]))");

    private final String text;
    private final Set<String> known;
    private final Matcher matcher;
    private int position;

    private ExpressionParser(String text, Set<String> known) {
        this.text = text.stripTrailing();
        this.known = known;
        this.matcher = TOKEN.matcher(this.text);
    }

    /**
     * Reads all of a text.
     *
     * @param known the variables that are set before it
     */
    static Expression parse(String text, Set<String> known) {
        ExpressionParser parser = new ExpressionParser(text, known);
        Expression expression = parser.sum();
        if (parser.position < parser.text.length()) {
            throw parser.wrong("the end of the line");
        }
        return expression;
    }

    private Expression sum() {
        Expression left = product();
        while (isNext('+') || isNext('-')) {
            char operator = take();
            left = new Expression.Operation(operator, left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = single();
        while (isNext('*') || isNext('/') || isNext('%')) {
            char operator = take();
            left = new Expression.Operation(operator, left, single());
        }
        return left;
    }

    private Expression single() {
        if (isNext('-')) {
            take();
            return new Expression.Operation('-', new Expression.Constant(0), single());
        }
        if (isNext('(')) {
            take();
            Expression inner = sum();
            expect(')');
            return inner;
        }
        if (!matcher.find(position)) {
            throw wrong("a number, :name or random(a, b)");
        }
        position = matcher.end();
        if (matcher.group(1) != null) {
            return new Expression.Constant(Long.parseLong(matcher.group(1)));
        }
        return matcher.group(2) != null ? variable(matcher.group(2)) : random(matcher.group(3));
    }

    private Expression variable(String name) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException("':" + name + "' is not set before '" + text + "'");
        }
        return new Expression.Variable(name);
    }

    private Expression random(String name) {
        if (!"random".equals(name)) {
            throw new IllegalArgumentException("'" + name + "' in '" + text + "' is not known here; random(a, b) is the only function");
        }
        expect('(');
        Expression least = sum();
        expect(',');
        Expression most = sum();
        expect(')');
        return new Expression.Uniform(least, most);
    }

    private boolean isNext(char sign) {
        return matcher.find(position) && matcher.group(4) != null && matcher.group(4).charAt(0) == sign;
    }

    private char take() {
        matcher.find(position);
        position = matcher.end();
        return matcher.group(4).charAt(0);
    }

    private void expect(char sign) {
        if (!isNext(sign)) {
            throw wrong("'" + sign + "'");
        }
        take();
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("expected " + expected + " at '" + text.substring(position).strip() + "' in '" + text + "'");
    }
}
