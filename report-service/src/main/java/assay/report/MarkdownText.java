package assay.report;

/** Makes any text harmless in Markdown: it is shown as it is, and forms no markup, link, table cell or HTML. */
final class MarkdownText {
    private static final String SPECIAL = "\\`*_{}[]<>#|~&!";

    private MarkdownText() {
    }

    /** Text inside a line or a table cell. */
    static CharSequence escaped(CharSequence text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c < ' ' || c == 0x7f) {
                safe.append(' ');
            } else if (c < 0x7f && SPECIAL.indexOf(c) >= 0) {
                safe.append('\\').appendCodePoint(c);
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe;
    }

    /** Text as a block of its own, fenced by more backticks than it has anywhere in a row. */
    static String fenced(String text) {
        int longest = 2;
        int row = 0;
        for (char c : text.toCharArray()) {
            row = c == '`' ? row + 1 : 0;
            longest = Math.max(longest, row);
        }
        String fence = "`".repeat(longest + 1);
        return fence + "text\n" + text + (text.endsWith("\n") ? "" : "\n") + fence;
    }
}
