package assay.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Rows of text in columns that are as wide as they need to be, two blanks between them. */
final class Table {
    private static final String GAP = "  ";
    private final Set<Integer> numbers;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * An empty one.
     *
     * @param numbers the columns, from 0, that stand to the right
     */
    Table(List<String> header, Set<Integer> numbers) {
        this.numbers = Set.copyOf(numbers);
        rows.add(List.copyOf(header));
    }

    /** Adds a row of as many cells as the header has. */
    void row(List<String> cells) {
        if (cells.size() != rows.getFirst().size()) {
            throw new IllegalArgumentException("Expected " + rows.getFirst().size() + " cells, but found " + cells.size());
        }
        rows.add(List.copyOf(cells));
    }

    /** The lines, header first; each after the indent. */
    List<String> lines(String indent) {
        List<Integer> widths = IntStream.range(0, rows.getFirst().size())
                .mapToObj(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)).toList();
        return rows.stream().map(row -> (indent + String.join(GAP, IntStream.range(0, row.size())
                .mapToObj(column -> padded(row.get(column), widths.get(column), numbers.contains(column))).toList())).stripTrailing()).toList();
    }

    private static String padded(String text, int width, boolean right) {
        String blanks = " ".repeat(width - text.length());
        return right ? blanks + text : text + blanks;
    }
}
