package assay.report;

import assay.report.Document.Cell;
import assay.report.Document.Column;
import assay.report.Document.Row;
import assay.report.Document.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds one table row by row; confined to one method. A column whose name begins with {@code #} holds numbers. */
final class Tables {
    private static final int MOST_OPEN = 40;
    private static final int LONGEST_WORD = 24;
    private final String caption;
    private final List<Column> columns = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    private Tables(String caption, String... columns) {
        this.caption = caption;
        for (String column : columns) {
            this.columns.add(column.startsWith("#") ? new Column(column.substring(1), true) : new Column(column, false));
        }
    }

    static Tables table(String caption, String... columns) {
        return new Tables(caption, columns);
    }

    Tables row(String... texts) {
        return marked("", texts);
    }

    Tables marked(String mark, String... texts) {
        if (texts.length != columns.size()) {
            throw new IllegalArgumentException("Expected " + columns.size() + " cells in a row of '" + caption + "', but found " + texts.length);
        }
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            cells.add(new Cell(texts[i].isEmpty() ? "–" : texts[i], columns.get(i).number() ? "n" : unbroken(texts[i]) ? "u" : ""));
        }
        rows.add(new Row(mark, cells));
        return this;
    }

    private static boolean unbroken(String text) {
        return Arrays.stream(text.split("[\\s-]+")).anyMatch(word -> word.length() > LONGEST_WORD);
    }

    /** The table; none when it has no row. */
    List<Table> done() {
        return rows.isEmpty() ? List.of() : List.of(new Table(caption, List.copyOf(columns), List.copyOf(rows), rows.size() > MOST_OPEN));
    }
}
