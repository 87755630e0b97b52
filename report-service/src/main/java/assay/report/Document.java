package assay.report;

import java.util.List;

/**
 * A report as text: what the templates show, every number already written for people. Nothing here is escaped; the templates do that.
 *
 * @param facts        the run in short
 * @param verdictClass lower-case verdict, for colours
 * @param conditions   how many of the recipe's conditions are met; empty when it has none
 * @param generated    when the files were written: the only thing that differs between two renderings
 */
record Document(String title, String subtitle, List<String> facts, String verdict, String verdictClass, String evidence, String conditions, String conditionsClass, List<String> reasons, List<Card> cards,
        List<Section> sections, String generated) {

    /** One headline number. */
    record Card(String label, String value, String unit, String note) {
    }

    /**
     * A section; its parts are shown in this order.
     *
     * @param id for links
     */
    record Section(String id, String title, List<String> notes, List<Chart> charts, List<Table> tables, List<Listing> listings) {
        boolean empty() {
            return notes.isEmpty() && charts.isEmpty() && tables.isEmpty() && listings.isEmpty();
        }
    }

    /** A drawing, only in HTML: complete, safe SVG. */
    record Chart(String svg, String caption) {
    }

    /**
     * A table with a caption.
     *
     * @param folded shown only when asked for, since it is long
     */
    record Table(String caption, List<Column> columns, List<Row> rows, boolean folded) {
    }

    /** A column; numbers stand to the right. */
    record Column(String name, boolean number) {
    }

    /** A row; {@code mark} is a class for colours, or empty. */
    record Row(String mark, List<Cell> cells) {
    }

    /** A cell; {@code mark} is {@code n} for a number, {@code u} for a word too long for a line, such as a checksum, or empty. */
    record Cell(String text, String mark) {
    }

    /**
     * Text as it is, such as a script.
     *
     * @param open whether it is shown at once
     * @param file where the same text lies in the run directory; Markdown names that instead of repeating a long text. Empty when it lies nowhere
     */
    record Listing(String caption, String text, boolean open, String file) {
        static Listing folded(String caption, String text) {
            return new Listing(caption, text, false, "");
        }
    }
}
