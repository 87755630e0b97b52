package assay.report;

import java.util.Locale;

/** Writes one SVG drawing. Texts and attribute values are escaped here and nowhere else; colours come from the page's style by class. */
final class Svg {
    static final int WIDTH = 760;
    private final StringBuilder out = new StringBuilder();

    Svg(int height, String title, String description) {
        out.append("<svg viewBox=\"0 0 ").append(WIDTH).append(' ').append(height).append("\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\">")
                .append("<title>").append(escaped(title)).append("</title><desc>").append(escaped(description)).append("</desc>");
    }

    Svg rect(String kind, double x, double y, double width, double height) {
        out.append("<rect class=\"").append(kind).append('"').append(number("x", x)).append(number("y", y)).append(number("width", Math.max(0, width)))
                .append(number("height", Math.max(0, height))).append("/>");
        return this;
    }

    /** A rectangle that tells what it is when pointed at. */
    Svg rect(String kind, double x, double y, double width, double height, String title) {
        out.append("<rect class=\"").append(kind).append('"').append(number("x", x)).append(number("y", y)).append(number("width", Math.max(0, width)))
                .append(number("height", Math.max(0, height))).append("><title>").append(escaped(title)).append("</title></rect>");
        return this;
    }

    Svg line(String kind, double x1, double y1, double x2, double y2) {
        out.append("<line class=\"").append(kind).append('"').append(number("x1", x1)).append(number("y1", y1)).append(number("x2", x2)).append(number("y2", y2)).append("/>");
        return this;
    }

    Svg polyline(String kind, String points) {
        out.append("<polyline class=\"").append(kind).append("\" points=\"").append(points).append("\"/>");
        return this;
    }

    /** Text at a place; {@code kind} says where the place lies in it and how it looks. */
    Svg text(String kind, double x, double y, String text) {
        out.append("<text class=\"").append(kind).append('"').append(number("x", x)).append(number("y", y)).append('>').append(escaped(text)).append("</text>");
        return this;
    }

    String done() {
        return out + "</svg>";
    }

    static String plain(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String number(String name, double value) {
        return " " + name + "=\"" + plain(value) + "\"";
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().filter(Svg::allowed).forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    private static boolean allowed(int c) {
        return c >= ' ' && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
    }
}
