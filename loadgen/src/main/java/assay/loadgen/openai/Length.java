package assay.loadgen.openai;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How long prompts or answers are, in tokens, as a user writes it: {@code 128}, {@code uniform(64, 256)}, {@code normal(mean, deviation, least,
 * most)} or {@code lognormal(median, sigma, least, most)}; what falls outside of least and most is set to them.
 */
public sealed interface Length {
    /** A length for one request, at least 1. */
    int draw(SplittableRandom random);

    /** The form in which it is written. */
    String text();

    /** Reads what {@link #text} gives. */
    static Length parse(String text) {
        String trimmed = text.strip();
        try {
            int open = trimmed.indexOf('(');
            if (open < 0) {
                return new Uniform(trimmed, whole(trimmed), whole(trimmed));
            }
            List<Double> values = Arrays.stream(trimmed.substring(open + 1, trimmed.length() - 1).split(",")).map(part -> Double.valueOf(part.strip())).toList();
            String name = trimmed.substring(0, open).strip().toLowerCase(Locale.ROOT);
            if (trimmed.endsWith(")") && name.equals("uniform") && values.size() == 2) {
                return new Uniform(trimmed, whole(values.get(0)), whole(values.get(1)));
            }
            if (trimmed.endsWith(")") && (name.equals("normal") || name.equals("lognormal")) && values.size() == 4 && values.get(1) >= 0) {
                return new Bell(trimmed, name.equals("lognormal"), values.get(0), values.get(1), whole(values.get(2)), whole(values.get(3)));
            }
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw wrong(text, e);
        }
        throw wrong(text, null);
    }

    private static int whole(String text) {
        return whole(Double.parseDouble(text));
    }

    private static int whole(double value) {
        if (value < 1 || value > Integer.MAX_VALUE || value != Math.rint(value)) {
            throw new IllegalArgumentException("Expected a whole number of at least 1, but found " + value);
        }
        return (int) value;
    }

    private static IllegalArgumentException wrong(String text, Exception cause) {
        return new IllegalArgumentException("'" + text + "' is no length: write tokens as 128, uniform(64, 256), normal(mean, deviation, least, most) or "
                + "lognormal(median, sigma, least, most)", cause);
    }

    /** Each length from least to most as often as any other. */
    record Uniform(String text, int least, int most) implements Length {
        public Uniform {
            if (most < least) {
                throw new IllegalArgumentException("Expected the least first");
            }
        }

        @Override
        public int draw(SplittableRandom random) {
            return least == most ? least : random.nextInt(least, most + 1);
        }
    }

    /** Normal, or with a normal logarithm; cut at both ends. */
    record Bell(String text, boolean isLogarithmic, double middle, double deviation, int least, int most) implements Length {
        public Bell {
            if (most < least || isLogarithmic && middle <= 0) {
                throw new IllegalArgumentException("Expected the least before the most, and a median above 0");
            }
        }

        @Override
        public int draw(SplittableRandom random) {
            double normal = gaussian(random) * deviation;
            double value = isLogarithmic ? middle * Math.exp(normal) : middle + normal;
            return Math.clamp(Math.round(value), least, most);
        }

        /** Box and Muller's. */
        private static double gaussian(SplittableRandom random) {
            return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
        }
    }
}
