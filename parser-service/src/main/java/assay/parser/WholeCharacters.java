package assay.parser;

import java.io.Reader;

/**
 * Reads a text without ever parting the two halves of a character: the YAML library (snakeyaml-engine 3.0.1) fails with an index out of
 * bounds when its buffer happens to end between them.
 */
final class WholeCharacters extends Reader {
    private final String text;
    private int position;

    WholeCharacters(String text) {
        this.text = text;
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
        if (position >= text.length()) {
            return -1;
        }
        int end = Math.min(text.length(), position + length);
        if (end < text.length() && end - position > 1 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        text.getChars(position, end, buffer, offset);
        int count = end - position;
        position = end;
        return count;
    }

    @Override
    public void close() {
        position = text.length();
    }
}
