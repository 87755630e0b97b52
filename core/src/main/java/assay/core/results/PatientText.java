package assay.core.results;

/**
 * A text that may be looked at so many times: a regular expression that tries for ever looks again and again, and is ended by this. It counts
 * looks and no time, so that the same text gives the same answer wherever it is read. Confined to one search.
 */
final class PatientText implements CharSequence {
    private final CharSequence text;
    private final Patience patience;

    PatientText(CharSequence text, long looks) {
        this(text, new Patience(looks));
    }

    private PatientText(CharSequence text, Patience patience) {
        this.text = text;
        this.patience = patience;
    }

    /** How many looks are left, for a text and all its parts. */
    private static final class Patience {
        private long left;

        Patience(long left) {
            this.left = left;
        }

        void look() {
            if (left-- <= 0) {
                throw new ExhaustedException();
            }
        }
    }

    /** The text was looked at too often. */
    static final class ExhaustedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        patience.look();
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new PatientText(text.subSequence(start, end), patience);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
