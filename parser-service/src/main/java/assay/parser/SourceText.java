package assay.parser;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A text with its lines: checked before any YAML is read, and asked afterwards what stands at a place. */
final class SourceText {
    static final int MOST_BYTES = 1 << 20;
    private final String what;
    private final String source;
    private final String text;
    private final List<String> lines;

    SourceText(String what, String source, String submitted) {
        this.what = what;
        this.source = source;
        this.text = Characters.withoutByteOrderMark(submitted);
        this.lines = List.of(text.split("\r\n|\n|\r", -1));
    }

    String text() {
        return text;
    }

    /** Looks for what makes a text unreadable as a whole; false when there is such a thing. */
    boolean check(Problems problems) {
        if (text.length() > MOST_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            problems.add(Place.whole(source), "the " + what + " is larger than 1 MiB", "put data into files");
            return false;
        }
        for (int index = 0; index < lines.size(); index++) {
            checkLine(index, problems);
        }
        return problems.isEmpty();
    }

    private void checkLine(int index, Problems problems) {
        int[] points = lines.get(index).codePoints().toArray();
        for (int column = 0; column < points.length; column++) {
            if (!Characters.readable(points[column])) {
                String message = "the character U+" + Characters.hex(points[column]) + " cannot stand in a " + what;
                problems.add(new Place(source, index + 1, column + 1), message, "remove it, or write it by printf in a run text");
                return;
            }
        }
    }

    /** The character at a place; empty behind a line's end. */
    Optional<Character> at(Place place) {
        String line = place.line() >= 1 && place.line() <= lines.size() ? lines.get(place.line() - 1) : "";
        boolean inside = place.column() >= 1 && place.column() <= line.codePointCount(0, line.length());
        return inside ? Optional.of(line.charAt(line.offsetByCodePoints(0, place.column() - 1))) : Optional.empty();
    }
}
