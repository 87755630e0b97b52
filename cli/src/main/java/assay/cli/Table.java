package assay.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text in columns that are as wide as they need to be, two blanks between them. */
public final class Table {
    private static final String GAP = "  ";
    private static final int NARROWEST = 20;
    private final Set<Integer> numbers;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * An empty one.
     *
     * @param numbers the columns, from 0, that stand to the right; never the last one
     */
    public Table(List<String> header, Set<Integer> numbers) {
        this.numbers = Set.copyOf(numbers);
        rows.add(List.copyOf(header));
    }

    /** Adds a row of as many cells as the header has. */
    public void row(List<String> cells) {
        if (cells.size() != rows.getFirst().size()) {
            throw new IllegalArgumentException("Expected " + rows.getFirst().size() + " cells, but found " + cells.size());
        }
        rows.add(List.copyOf(cells));
    }

    /** The lines, header first; each after the indent. */
    public List<String> lines(String indent) {
        return rows.stream().map(row -> (indent + front(row) + row.getLast()).stripTrailing()).toList();
    }

    /** The same on a terminal: where there is place enough for it, the last column goes on below itself. */
    public List<String> lines(String indent, Terminal terminal) {
        int left = terminal.columns() - indent.length() - front(rows.getFirst()).length();
        if (!terminal.present() || left < NARROWEST) {
            return lines(indent);
        }
        Terminal column = new Terminal(left, terminal.rows());
        return rows.stream().flatMap(row -> {
            List<String> words = column.wrap(row.getLast());
            String below = " ".repeat(front(row).length());
            return IntStream.range(0, words.size()).mapToObj(i -> (indent + (i == 0 ? front(row) : below) + words.get(i)).stripTrailing());
        }).toList();
    }

    /** All columns but the last one. */
    private String front(List<String> row) {
        return IntStream.range(0, row.size() - 1).mapToObj(column -> padded(row.get(column), width(column), numbers.contains(column)) + GAP)
                .collect(Collectors.joining());
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String padded(String text, int width, boolean right) {
        String blanks = " ".repeat(width - text.length());
        return right ? blanks + text : text + blanks;
    }
}
