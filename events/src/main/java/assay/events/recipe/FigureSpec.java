package assay.events.recipe;

import assay.events.Figure.Better;

/**
 * A figure that is read from what a client wrote: the first group of the last match.
 *
 * @param name   as it stands in the report
 * @param file   below the window's output directory; {@code stdout.txt} is what the program printed
 * @param regex  Java regular expression with one group, a number
 * @param unit   of the number; empty for a count
 * @param better which direction is good
 */
public record FigureSpec(String name, String file, String regex, String unit, Better better) {
    /** What the program printed in the window. */
    public static final String STANDARD_OUTPUT = "stdout.txt";
}
