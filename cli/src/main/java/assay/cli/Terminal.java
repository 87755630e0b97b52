package assay.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * The terminal's size in characters, as the launcher saw it; 0 columns where standard output is no terminal, or one that cannot move its cursor.
 */
public record Terminal(int columns, int rows) {
    private static final int FEWEST = 20;

    /** What the launcher said. */
    public static Terminal ofLauncher() {
        return new Terminal(Integer.getInteger("assay.columns", 0), Integer.getInteger("assay.rows", 0));
    }

    /** True when there is one that a picture fits into. */
    public boolean present() {
        return columns >= FEWEST && rows >= 3;
    }

    /** Lines cut to the width, and in the middle to the height, so that the cursor can come back to the first one. */
    List<String> fit(List<String> lines) {
        List<String> cut = lines.stream().map(this::cut).toList();
        int most = rows - 1;
        if (cut.size() <= most) {
            return cut;
        }
        int below = (most - 1) / 2;
        int above = most - 1 - below;
        List<String> fitting = new ArrayList<>(cut.subList(0, above));
        fitting.add("   … " + (cut.size() - above - below) + " more lines");
        fitting.addAll(cut.subList(cut.size() - below, cut.size()));
        return fitting;
    }

    /** Words for people, on as many lines as they need; further ones stand as far to the right as the first, and two more. */
    public List<String> wrap(String words) {
        int indent = words.length() - words.stripLeading().length();
        String hanging = " ".repeat(Math.min(indent + 2, columns / 2));
        List<String> lines = new ArrayList<>();
        String rest = words;
        while (rest.length() > columns) {
            int space = rest.lastIndexOf(' ', columns);
            int end = space > hanging.length() ? space : columns;
            lines.add(rest.substring(0, end).stripTrailing());
            rest = hanging + rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }

    /** The same where there is a terminal, else the line as it is. */
    List<String> fitting(String line) {
        return present() ? wrap(line) : List.of(line);
    }

    /** Behind a whole clause where one ends near the edge: half a number says something else. */
    private String cut(String line) {
        if (line.codePointCount(0, line.length()) <= columns) {
            return line;
        }
        String fitting = line.substring(0, line.offsetByCodePoints(0, columns - 1));
        int clause = fitting.lastIndexOf(", ");
        return (clause > columns / 2 ? fitting.substring(0, clause + 2) : fitting) + "…";
    }
}
