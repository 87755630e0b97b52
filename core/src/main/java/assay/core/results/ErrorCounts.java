package assay.core.results;

import assay.events.ErrorCount;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Adds up the errors of several windows or replicas by class. */
public final class ErrorCounts {
    private ErrorCounts() {
    }

    /** Each class once, in the order in which they first stand there, with what was said first. */
    public static List<ErrorCount> sum(List<ErrorCount> errors) {
        Map<String, ErrorCount> sums = new LinkedHashMap<>();
        errors.forEach(error -> sums.merge(error.name(), error, ErrorCounts::sum));
        return List.copyOf(sums.values());
    }

    private static ErrorCount sum(ErrorCount one, ErrorCount other) {
        boolean laterFirst = isKnown(other.first()) && (!isKnown(one.first()) || other.first().isBefore(one.first()));
        ErrorCount first = laterFirst ? other : one;
        return new ErrorCount(one.name(), one.count() + other.count(), first.first(), one.last().isAfter(other.last()) ? one.last() : other.last(), first.sample());
    }

    private static boolean isKnown(Instant time) {
        return time.isAfter(Instant.EPOCH);
    }

    /** In one line, such as {@code 12 timeout, 3 http-5xx}. */
    public static String words(List<ErrorCount> errors) {
        return errors.stream().map(error -> error.count() + " " + error.name()).collect(Collectors.joining(", "));
    }
}
