package assay.parser;

import java.util.OptionalInt;

/** Which characters a recipe may hold: what can be seen, blanks, tabs and line ends. */
final class Characters {
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private Characters() {
    }

    /** Whether it may stand in a text; a lone half of a surrogate pair, the byte order mark and control characters may not. */
    static boolean readable(int point) {
        return point == '\n' || point == '\t' || !Character.isISOControl(point) && !(point >= 0xD800 && point <= 0xDFFF) && (point & 0xFFFE) != 0xFFFE
                && point != BYTE_ORDER_MARK;
    }

    /** The first character that may not stand there. */
    static OptionalInt firstUnreadable(String text) {
        return text.codePoints().filter(point -> !readable(point)).findFirst();
    }

    /** The text without what may not stand in one. */
    static String readableOnly(String text) {
        return text.codePoints().filter(Characters::readable).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static String hex(int point) {
        return "%04X".formatted(point);
    }

    static String withoutByteOrderMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }
}
