package assay.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which bytes of something are asked for. */
sealed interface ByteRange {
    /** A form that is not known asks for all: so the standard has it. */
    Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** All. */
    record Whole() implements ByteRange {
    }

    /** From the first up to and with the last. */
    record Part(long first, long last) implements ByteRange {
        String words(long length) {
            return "bytes " + first + "-" + last + "/" + length;
        }
    }

    /** Some that there are not. */
    record None() implements ByteRange {
    }

    /** By a header, which may be missing, of something so long. */
    static ByteRange of(String header, long length) {
        Matcher form = FORM.matcher(header == null ? "" : header.strip());
        if (!form.matches() || form.group(1).isEmpty() && form.group(2).isEmpty()) {
            return new Whole();
        }
        boolean suffix = form.group(1).isEmpty();
        long first = suffix ? Math.max(0, length - Long.parseLong(form.group(2))) : Long.parseLong(form.group(1));
        long last = suffix || form.group(2).isEmpty() ? length - 1 : Long.parseLong(form.group(2));
        if (!suffix && last < first && !form.group(2).isEmpty()) {
            return new Whole();
        }
        return first >= length ? new None() : new Part(first, Math.min(last, length - 1));
    }
}
