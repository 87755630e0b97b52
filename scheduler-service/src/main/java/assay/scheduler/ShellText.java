package assay.scheduler;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values as bash source: whatever the value, bash reads back exactly that value and nothing else. Pure.
 *
 * <p>Throws {@link IllegalArgumentException} for what bash cannot hold.
 */
final class ShellText {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private ShellText() {
    }

    /** A single-quoted string. Control characters but tab and newline are written as escapes: sbatch refuses a script with a bare CR LF. */
    static String quoted(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('\'');
        value.chars().forEach(character -> append(text, (char) character));
        return text.append('\'').toString();
    }

    private static void append(StringBuilder text, char character) {
        if (character == 0) {
            throw new IllegalArgumentException("Expected text that bash can hold, but found a NUL character");
        } else if (character == '\'') {
            text.append("'\\''");
        } else if (character < ' ' && character != '\n' && character != '\t' || character == 0x7f) {
            text.append(String.format("'$'\\%03o''", (int) character));
        } else {
            text.append(character);
        }
    }

    /** An array. */
    static String array(List<?> values) {
        return values.stream().map(value -> quoted(value.toString())).collect(Collectors.joining(" ", "(", ")"));
    }

    /** A bare word, for names whose form is known. */
    static String word(String value) {
        if (!WORD.matcher(value).matches()) {
            throw new IllegalArgumentException("Expected a word of letters, digits, '.', '_' and '-', but found '" + value + "'");
        }
        return value;
    }
}
