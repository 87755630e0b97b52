package assay.parser;

/** A user's text as it stands in a message: on one line, in quotes, not too long. */
final class Quoted {
    private static final int LONGEST = 60;

    private Quoted() {
    }

    static String of(String text) {
        StringBuilder shown = new StringBuilder("'");
        text.codePoints().limit(LONGEST).forEach(point -> append(shown, point));
        return shown.append(text.codePointCount(0, text.length()) > LONGEST ? "…'" : "'").toString();
    }

    private static void append(StringBuilder shown, int point) {
        switch (point) {
            case '\n' -> shown.append("\\n");
            case '\t' -> shown.append("\\t");
            default -> {
                if (Characters.readable(point)) {
                    shown.appendCodePoint(point);
                } else {
                    shown.append("\\u").append(Characters.hex(point));
                }
            }
        }
    }
}
