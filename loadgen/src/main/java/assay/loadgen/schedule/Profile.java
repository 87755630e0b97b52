package assay.loadgen.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * A rate over time, in pieces that are straight lines. The area below it, from the beginning, is the number of requests that are due by
 * then; {@link #secondsAt} is the inverse, which turns any sequence of areas into instants.
 *
 * @param pieces one after another, from 0 s on
 */
public record Profile(List<Piece> pieces) {
    public Profile {
        pieces = List.copyOf(pieces);
    }

    /** This rate for the window, and before it the rate at which the window begins for as long as the warm-up lasts. */
    public static Profile of(Rate rate, double warmup, double window) {
        List<Piece> pieces = new ArrayList<>();
        if (warmup > 0) {
            pieces.add(new Piece(warmup, rate.first(), rate.first()));
        }
        pieces.addAll(rate.over(window));
        return new Profile(pieces);
    }

    /** How many requests are due in the whole of it, on average. */
    public double area() {
        return pieces.stream().mapToDouble(Piece::area).sum();
    }

    /** The instant in seconds at which so many requests were due; infinite beyond its end. */
    public double secondsAt(double area) {
        double before = 0;
        double start = 0;
        for (Piece piece : pieces) {
            double its = piece.area();
            if (area < before + its) {
                return start + piece.secondsAt(area - before);
            }
            before += its;
            start += piece.seconds();
        }
        return Double.POSITIVE_INFINITY;
    }

    /**
     * A stretch in which the rate goes evenly from one value to another.
     *
     * @param seconds how long it lasts
     * @param from    requests a second at its start
     * @param to      requests a second at its end
     */
    public record Piece(double seconds, double from, double to) {
        double area() {
            return seconds * (from + to) / 2;
        }

        /** Solves {@code from t + (to - from) t² / 2 seconds = area}, in the form that stays exact where the slope is small. */
        double secondsAt(double area) {
            double slope = (to - from) / seconds;
            double root = Math.sqrt(Math.max(0, from * from + 2 * slope * area));
            return area == 0 ? 0 : 2 * area / (from + root);
        }
    }
}
