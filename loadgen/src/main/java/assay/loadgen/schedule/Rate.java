package assay.loadgen.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How many requests a second an open load starts, as a user writes it: {@code 500}, {@code ramp(100, 1000)}, {@code steps(100, 200, 400)}. */
public sealed interface Rate {
    /** The rate at which it begins. */
    double first();

    /** Its course over a window of so many seconds. */
    List<Profile.Piece> over(double seconds);

    /** Reads what {@link #text} gives. */
    static Rate parse(String text) {
        String trimmed = text.strip();
        int open = trimmed.indexOf('(');
        if (open < 0) {
            return new Constant(positive(trimmed, trimmed));
        }
        if (!trimmed.endsWith(")")) {
            throw wrong(trimmed);
        }
        List<Double> values = Arrays.stream(trimmed.substring(open + 1, trimmed.length() - 1).split(",")).map(part -> positive(part, trimmed)).toList();
        return switch (trimmed.substring(0, open).strip().toLowerCase(Locale.ROOT)) {
            case "ramp" -> {
                if (values.size() != 2) {
                    throw wrong(trimmed);
                }
                yield new Ramp(values.get(0), values.get(1));
            }
            case "steps" -> new Steps(values);
            default -> throw wrong(trimmed);
        };
    }

    /** The form in which it is written. */
    String text();

    private static double positive(String part, String whole) {
        try {
            double value = Double.parseDouble(part.strip());
            if (value > 0 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(whole);
        }
        throw wrong(whole);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("'" + text + "' is no rate: write requests a second above 0, as 500, ramp(100, 1000) or steps(100, 200, 400)");
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    /** The same rate all the time. */
    record Constant(double first) implements Rate {
        @Override
        public List<Profile.Piece> over(double seconds) {
            return List.of(new Profile.Piece(seconds, first, first));
        }

        @Override
        public String text() {
            return plain(first);
        }
    }

    /** Evenly from the first rate to the last over the whole window. */
    record Ramp(double first, double last) implements Rate {
        @Override
        public List<Profile.Piece> over(double seconds) {
            return List.of(new Profile.Piece(seconds, first, last));
        }

        @Override
        public String text() {
            return "ramp(" + plain(first) + ", " + plain(last) + ")";
        }
    }

    /** One rate after another, each for an equal part of the window. */
    record Steps(List<Double> rates) implements Rate {
        public Steps {
            rates = List.copyOf(rates);
        }

        @Override
        public double first() {
            return rates.getFirst();
        }

        @Override
        public List<Profile.Piece> over(double seconds) {
            return rates.stream().map(rate -> new Profile.Piece(seconds / rates.size(), rate, rate)).toList();
        }

        @Override
        public String text() {
            return rates.stream().map(Rate::plain).collect(Collectors.joining(", ", "steps(", ")"));
        }
    }
}
