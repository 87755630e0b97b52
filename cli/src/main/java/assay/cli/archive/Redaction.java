package assay.cli.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Replaces the values of the user's secrets in what leaves this machine, as they are and as JSON and HTML spell them. Counts on. */
final class Redaction {
    /** What is shorter stands in too many places by chance. */
    private static final int SHORTEST = 4;
    private final Map<String, Set<String>> spellings = new LinkedHashMap<>();
    private final Map<String, Long> replaced = new LinkedHashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();

    /** Of the secrets with these names, whose values stand in a directory. */
    Redaction(Path directory, List<String> names) {
        names.forEach(name -> learn(directory, name));
    }

    private void learn(Path directory, String name) {
        replaced.put(name, 0L);
        try {
            String value = new String(Files.readAllBytes(directory.resolve(name)), StandardCharsets.UTF_8).stripTrailing();
            if (value.length() < SHORTEST) {
                notes.put(name, "its value is shorter than " + SHORTEST + " characters and was not looked for");
                return;
            }
            Set<String> all = new LinkedHashSet<>(List.of(value));
            String json = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
            all.add(json);
            String html = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
            all.add(html);
            all.add(html.replace("'", "&#x27;"));
            all.add(html.replace("'", "&#39;"));
            spellings.put(name, all);
        } catch (IOException e) {
            notes.put(name, "its value is not on this machine and was not looked for");
        }
    }

    /** The same bytes without any secret. */
    byte[] apply(byte[] content) {
        return changed(content, this::without);
    }

    /** The same JSON without any secret: only inside its strings, so that its numbers and words stay what they are. */
    byte[] applyToJson(byte[] content) {
        return spellings.isEmpty() ? content : changed(content, this::insideStrings);
    }

    /** One character for each byte, so that what is no text passes unchanged. */
    private static byte[] changed(byte[] content, UnaryOperator<String> change) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        String left = change.apply(text);
        return left.equals(text) ? content : left.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String insideStrings(String json) {
        StringBuilder left = new StringBuilder(json.length());
        int at = 0;
        for (int begin = json.indexOf('"'); begin >= 0; begin = json.indexOf('"', at)) {
            int end = begin + 1;
            while (end < json.length() && json.charAt(end) != '"') {
                end += json.charAt(end) == '\\' ? 2 : 1;
            }
            end = Math.min(end, json.length());
            left.append(json, at, begin + 1).append(without(json.substring(begin + 1, end)));
            at = end == json.length() ? end : end + 1;
            left.append(json, end, at);
        }
        return left.append(json, at, json.length()).toString();
    }

    private String without(String text) {
        String left = text;
        for (Map.Entry<String, Set<String>> secret : spellings.entrySet()) {
            for (String spelling : secret.getValue()) {
                left = replaced(left, secret.getKey(), new String(spelling.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            }
        }
        return left;
    }

    private String replaced(String text, String name, String value) {
        long times = 0;
        for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length())) {
            times++;
        }
        replaced.merge(name, times, Long::sum);
        return times == 0 ? text : text.replace(value, "[secret " + name + "]");
    }

    /** What became of each. */
    List<Manifest.Secret> told() {
        List<Manifest.Secret> told = new ArrayList<>();
        replaced.forEach((name, times) -> told.add(new Manifest.Secret(name, times, notes.getOrDefault(name, ""))));
        return told;
    }
}
