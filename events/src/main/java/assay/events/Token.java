package assay.events;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One attempt's claim on a job's payload, used as the job's name on the cluster:
 * {@code <job>-a<n>.<run>.<log id>.assay}. It may be submitted more than once; the first job to claim it runs the payload.
 *
 * @throws IllegalArgumentException when the value has another form or is longer than 60 characters
 */
public record Token(String value) implements Text, Comparable<Token> {
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9-]{0,28})-a([1-9][0-9]{0,2})\\.([a-z0-9]{10})\\.([a-z0-9]{8})\\.assay");
    private static final int LONGEST = 60;

    public Token {
        if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("Expected a token <job>-a<n>.<run>.<log id>.assay, but found '" + value + "'");
        }
    }

    /** The token of an attempt, counted from 1. */
    public static Token of(JobName job, int attempt, RunId run, String logId) {
        return new Token(job + "-a" + attempt + "." + run + "." + logId + ".assay");
    }

    /** Reads a job name seen on the cluster; empty when it is no token of Assay's. */
    public static Optional<Token> read(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches() ? Optional.of(new Token(text)) : Optional.empty();
    }

    /** The job that the attempt belongs to. */
    public JobName job() {
        return new JobName(part(1));
    }

    /** The attempt's number, from 1. */
    public int attempt() {
        return Integer.parseInt(part(2));
    }

    /** The run that the attempt belongs to. */
    public RunId run() {
        return new RunId(part(3));
    }

    /** The log of record that knows the attempt: sweeping touches only tokens of its own log. */
    public String logId() {
        return part(4);
    }

    private String part(int group) {
        Matcher matcher = FORM.matcher(value);
        matcher.matches();
        return matcher.group(group);
    }

    @Override
    public int compareTo(Token other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
