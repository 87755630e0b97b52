package assay.parser;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts that are allowed: {@code *} stands for any characters but {@code /}, {@code **} for any, {@code ?} for one that is not {@code /}. A text with a part
 * {@code ..} or {@code .} is never one of them, since it does not name the place that it seems to.
 *
 * @param globs each as written
 */
public record Globs(List<String> globs) {
    /** No text at all. */
    public static final Globs NONE = new Globs(List.of());
    private static final Pattern PART = Pattern.compile("\\*\\*|\\*|\\?|[^*?]+");
    private static final Pattern ROUNDABOUT = Pattern.compile("(?:.*[/:])?\\.{1,2}(?:/.*)?");

    public Globs {
        globs = List.copyOf(globs);
    }

    /** Those of a list with commas in between. */
    public static Globs of(String list) {
        return new Globs(Arrays.stream(list.split(",", -1)).map(String::strip).filter(Predicate.not(String::isEmpty)).toList());
    }

    /** Whether nothing is allowed. */
    public boolean isEmpty() {
        return globs.isEmpty();
    }

    boolean allow(String text) {
        return !ROUNDABOUT.matcher(text).matches() && globs.stream().anyMatch(glob -> pattern(glob).matcher(text).matches());
    }

    /** For people. */
    String words() {
        return globs.isEmpty() ? "none" : String.join(", ", globs);
    }

    private static Pattern pattern(String glob) {
        Matcher parts = PART.matcher(glob);
        StringBuilder pattern = new StringBuilder();
        while (parts.find()) {
            pattern.append(switch (parts.group()) {
                case "**" -> ".*";
                case "*" -> "[^/]*";
                case "?" -> "[^/]";
                default -> Pattern.quote(parts.group());
            });
        }
        return Pattern.compile(pattern.toString());
    }
}
