package assay.parser;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the word that somebody probably meant: by the letters that differ, or because one word goes on where the other ends. */
final class Suggestion {
    private static final int LONGEST_WORD = 60;
    private static final int MOST_DIFFERENT = 3;
    private static final int LONGEST_ENDING = 5;
    private static final int MOST_NAMED = 12;

    private Suggestion() {
    }

    /** A hint with the nearest word; empty text when none is near. */
    static String hint(String written, Collection<String> known) {
        return of(written, known).map(word -> "did you mean " + Quoted.of(word) + "?").orElse("");
    }

    /** The same, or else what there is to choose from. */
    static String hintOrAll(String written, Collection<String> known) {
        String near = hint(written, known);
        if (!near.isEmpty() || known.isEmpty()) {
            return near;
        }
        String all = known.stream().limit(MOST_NAMED).map(Quoted::of).collect(Collectors.joining(", "));
        return (known.size() == 1 ? "there is only " : "there are ") + all + (known.size() > MOST_NAMED ? ", …" : "");
    }

    static Optional<String> of(String written, Collection<String> known) {
        if (written.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        String word = written.toLowerCase(Locale.ROOT);
        return known.stream().filter(candidate -> near(word, candidate.toLowerCase(Locale.ROOT)))
                .min(Comparator.<String, Boolean>comparing(candidate -> !candidate.regionMatches(true, 0, word, 0, 1))
                        .thenComparing(candidate -> distance(word, candidate.toLowerCase(Locale.ROOT))));
    }

    private static boolean near(String word, String candidate) {
        return distance(word, candidate) <= Math.min(MOST_DIFFERENT, (candidate.length() + 1) / 3) || word.equals("sig" + candidate)
                || goesOn(word, candidate);
    }

    /** {@code cpus} for {@code cpus_per_task}, {@code memory} for {@code mem}, {@code walltime} for {@code time}. */
    private static boolean goesOn(String word, String candidate) {
        boolean longer = word.length() - candidate.length() <= LONGEST_ENDING;
        return candidate.startsWith(word + "_") || longer && (candidate.length() >= 3 && word.startsWith(candidate) || candidate.length() >= 4 && word.endsWith(candidate));
    }

    /** Letters added, left out, changed or swapped with their neighbour; not counted further when the lengths alone differ too much. */
    static int distance(String one, String other) {
        if (Math.abs(one.length() - other.length()) > MOST_DIFFERENT) {
            return Integer.MAX_VALUE;
        }
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int row = 0; row <= one.length(); row++) {
            for (int column = 0; column <= other.length(); column++) {
                cost[row][column] = row == 0 || column == 0 ? row + column : cheapest(cost, one, other, row, column);
            }
        }
        return cost[one.length()][other.length()];
    }

    private static int cheapest(int[][] cost, String one, String other, int row, int column) {
        int changed = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
        int best = Math.min(cost[row - 1][column - 1] + changed, Math.min(cost[row - 1][column], cost[row][column - 1]) + 1);
        boolean swapped = row > 1 && column > 1 && one.charAt(row - 1) == other.charAt(column - 2) && one.charAt(row - 2) == other.charAt(column - 1);
        return swapped ? Math.min(best, cost[row - 2][column - 2] + 1) : best;
    }
}
