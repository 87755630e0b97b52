package assay.events;

import java.util.regex.Pattern;

/**
 * Names one run: 10 characters of {@code [a-z0-9]}, chosen at random by whoever asks for the run and used as the Kafka key.
 *
 * @throws IllegalArgumentException when the value has another form
 */
public record RunId(String value) implements Text, Comparable<RunId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]{10}");
    /** Length of every run id in characters. */
    public static final int LENGTH = 10;

    public RunId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("Expected a run id of 10 characters a-z, 0-9, but found '" + value + "'");
        }
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
