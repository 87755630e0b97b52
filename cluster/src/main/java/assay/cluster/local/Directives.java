package assay.cluster.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what a script asks of Slurm: its {@code #SBATCH} lines up to the first command, with the last word on each option. Pure.
 *
 * @throws IllegalArgumentException when a line has no option's form
 */
public final class Directives {
    private static final String MARK = "#SBATCH";
    private static final Map<Character, String> SHORT = Map.ofEntries(Map.entry('N', "nodes"), Map.entry('n', "ntasks"), Map.entry('c', "cpus-per-task"),
            Map.entry('t', "time"), Map.entry('p', "partition"), Map.entry('A', "account"), Map.entry('q', "qos"), Map.entry('J', "job-name"),
            Map.entry('o', "output"), Map.entry('e', "error"), Map.entry('D', "chdir"), Map.entry('w', "nodelist"), Map.entry('x', "exclude"),
            Map.entry('C', "constraint"), Map.entry('G', "gpus"), Map.entry('L', "licenses"), Map.entry('M', "clusters"), Map.entry('d', "dependency"),
            Map.entry('b', "begin"), Map.entry('i', "input"), Map.entry('a', "array"));

    private Directives() {
    }

    /** Long names without dashes, in the order written; the value is empty for an option without one. */
    public static Map<String, String> of(String script) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String line : script.lines().toList()) {
            if (line.startsWith(MARK + " ") || line.startsWith(MARK + "\t")) {
                read(words(line.substring(MARK.length())), options);
            } else if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                break;
            }
        }
        return options;
    }

    private static void read(List<String> words, Map<String, String> options) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean separate = i + 1 < words.size() && !words.get(i + 1).startsWith("-") && !word.contains("=");
            if (word.startsWith("--") && word.length() > 2) {
                String[] parts = word.substring(2).split("=", 2);
                options.put(parts[0], parts.length == 2 ? parts[1] : separate ? words.get(++i) : "");
            } else if (word.startsWith("-") && word.length() > 1) {
                String name = SHORT.getOrDefault(word.charAt(1), word.substring(1, 2));
                options.put(name, word.length() > 2 ? word.substring(2) : separate ? words.get(++i) : "");
            } else {
                throw new IllegalArgumentException("Invalid directive found in batch script: " + word);
            }
        }
    }

    /** Words of one line: quotes hold blanks together, a word that begins with # ends the line. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean open = false;
        for (char c : (line + " ").toCharArray()) {
            if (quote != 0 ? c == quote : c == '"' || c == '\'') {
                quote = quote == 0 ? c : 0;
                open = true;
            } else if (quote != 0 || !Character.isWhitespace(c)) {
                if (c == '#' && !open) {
                    return words;
                }
                word.append(c);
                open = true;
            } else if (open) {
                words.add(word.toString());
                word.setLength(0);
                open = false;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("Invalid directive found in batch script: a quote is not closed:" + line);
        }
        return words;
    }
}
