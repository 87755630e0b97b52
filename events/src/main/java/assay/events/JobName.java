package assay.events;

import java.util.regex.Pattern;

/**
 * Names a job inside its run: the service's or client's name, with {@code -r<repetition>} behind it when each repetition has a job of its own,
 * and {@code -<index>} when it has replicas.
 *
 * @throws IllegalArgumentException when the value is not 1 to 29 characters of {@code [a-z0-9-]} beginning with a letter
 */
public record JobName(String value) implements Text, Comparable<JobName> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,28}");

    public JobName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("Expected a job name of 1 to 29 characters a-z, 0-9, - beginning with a letter, but found '" + value + "'");
        }
    }

    @Override
    public int compareTo(JobName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
