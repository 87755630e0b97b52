package assay.core.results;

import assay.events.Figure;
import assay.events.recipe.FigureSpec;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Looks for one figure in a text: the first group of the last match, which must be a number. Never throws, and always ends. */
sealed interface FigureSearch {
    /** Some seconds of searching, and far more than an expression needs that does not go astray. */
    long MOST_LOOKS = 500_000_000;
    /** A number as programs print it. */
    Pattern NUMBER = Pattern.compile("[-+]?(?:\\d{1,300}(?:\\.\\d{0,300})?|\\.\\d{1,300})(?:[eE][-+]?\\d{1,3})?");
    /** How much of what is no number is shown. */
    int SHOWN = 40;

    /** It is there. */
    record Found(Figure figure) implements FigureSearch {
    }

    /** It is not there, for this reason. */
    record Missing(String why) implements FigureSearch {
    }

    /** Looks for it; no text: the window left no such file. */
    static FigureSearch of(FigureSpec spec, Optional<String> text) {
        return text.map(found -> in(spec, found, MOST_LOOKS)).orElseGet(() -> missing(spec, "the window left no file " + spec.file()));
    }

    /** Looks for it with so much patience. */
    static FigureSearch in(FigureSpec spec, String text, long looks) {
        try {
            Matcher matcher = Pattern.compile(spec.regex()).matcher(new PatientText(text, looks));
            Optional<String> last = Optional.empty();
            boolean matched = false;
            while (matcher.find()) {
                matched = true;
                last = matcher.groupCount() == 0 ? Optional.empty() : Optional.ofNullable(matcher.group(1));
            }
            return matched ? number(spec, last) : missing(spec, "nothing in " + spec.file() + " matches " + spec.regex());
        } catch (PatternSyntaxException e) {
            return missing(spec, "its regular expression cannot be read: " + e.getDescription());
        } catch (PatientText.ExhaustedException e) {
            return missing(spec, "its regular expression " + spec.regex() + " came to no end in " + spec.file());
        } catch (StackOverflowError e) {
            return missing(spec, "its regular expression " + spec.regex() + " goes too deep in " + spec.file());
        }
    }

    private static FigureSearch number(FigureSpec spec, Optional<String> group) {
        if (group.isEmpty()) {
            return missing(spec, "the last match of " + spec.regex() + " in " + spec.file() + " has no first group");
        }
        String text = group.get();
        double value = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        return Double.isFinite(value) ? new Found(new Figure(spec.name(), value, spec.unit(), spec.better()))
                : missing(spec, "'" + text.substring(0, Math.min(SHOWN, text.length())) + "' in " + spec.file() + " is no number");
    }

    private static FigureSearch missing(FigureSpec spec, String why) {
        return new Missing("figure " + spec.name() + ": " + why);
    }
}
