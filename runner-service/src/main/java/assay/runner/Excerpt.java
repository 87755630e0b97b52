package assay.runner;

import java.util.List;

/** Makes what jobs and clusters write fit for an event: no control characters, no half characters, no endless lines. Pure. */
final class Excerpt {
    private static final int REPLACEMENT = 0xFFFD;

    private Excerpt() {
    }

    /** The text in one line of at most so many characters; what is cut off leaves a mark. */
    static String line(String text, int most) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(most).forEach(character -> line.appendCodePoint(fit(character)));
        return text.codePointCount(0, text.length()) > most ? line.append('…').toString() : line.toString();
    }

    private static int fit(int character) {
        if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
            return REPLACEMENT;
        }
        return Character.isISOControl(character) ? ' ' : character;
    }

    /** The first lines of a list, each cut. */
    static List<String> lines(List<String> texts, int mostLines, int mostCharacters) {
        return texts.stream().limit(mostLines).map(text -> line(text, mostCharacters)).toList();
    }
}
