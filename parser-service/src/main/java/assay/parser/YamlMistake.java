package assay.parser;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** What the YAML library said about a text that it could not read, in words for people. */
record YamlMistake(int line, int column, String message, String hint) {
    private static final Pattern MARK = Pattern.compile("\\R in reader, line (\\d+), column (\\d+):");
    private static final Pattern BAD_START = Pattern.compile("found character '(.{1,12}?)' that cannot start any token.*");

    static YamlMistake of(RuntimeException failure) {
        String said = failure instanceof JacksonException known ? known.getOriginalMessage() : String.valueOf(failure.getMessage());
        Matcher mark = MARK.matcher(said);
        if (mark.find()) {
            return said.startsWith("while scanning a quoted scalar") && said.contains("unexpected end of stream")
                    ? at(mark, "the quote that opens here is never closed", "close it")
                    : lastMark(said, mark);
        }
        TokenStreamLocation location = failure instanceof JacksonException known ? known.getLocation() : null;
        boolean complex = said.startsWith("Expected a property name");
        String message = complex ? "a key must be a plain text" : "this is not YAML that can be read: " + firstLine(said);
        return location == null ? new YamlMistake(0, 0, message, "") : new YamlMistake(location.getLineNr(), location.getColumnNr(), message, "");
    }

    private static YamlMistake lastMark(String said, Matcher mark) {
        int start;
        int end;
        YamlMistake mistake;
        int from = 0;
        do {
            start = from;
            end = mark.start();
            from = mark.end();
            mistake = at(mark, "", "");
        } while (mark.find());
        String[] spoken = said.substring(start, end).strip().split("\\R");
        return worded(mistake, said, Characters.readableOnly(spoken[spoken.length - 1]).strip());
    }

    private static YamlMistake worded(YamlMistake place, String said, String words) {
        if (words.contains("TAB")) {
            return place.saying("a tab where YAML wants blanks", "indent with blanks");
        }
        Matcher badStart = BAD_START.matcher(words);
        if (badStart.matches()) {
            return place.saying("a text cannot begin with '" + badStart.group(1) + "'", "put it in quotes");
        }
        if (words.startsWith("expected <block end>")) {
            return place.saying("the indentation does not fit what stands above", "keys of one group begin in one column");
        }
        if (words.startsWith("expected '<document start>'")) {
            return place.saying("something stands behind the recipe's end", "remove the '...' line, or what follows it");
        }
        if (said.startsWith("while parsing a flow ") && words.matches("expected ',' or '[}\\]]'.*")) {
            Matcher opening = MARK.matcher(said);
            String line = opening.find() ? opening.group(1) : "?";
            String closing = words.substring(17, 18);
            return place.saying("a ',' or '" + closing + "' is missing before this", "the '" + (closing.equals("}") ? "{" : "[") + "' that is open here stands in line " + line);
        }
        if (words.equals("mapping values are not allowed here")) {
            return place.saying("a ':' that begins a value stands where none can begin", "correct the indentation, or put the text in quotes");
        }
        return place.saying("this is not YAML that can be read: " + words.replace("<stream end>", "the end"), "");
    }

    void report(String source, Problems problems) {
        problems.add(new Place(source, line, column), message, hint);
    }

    private YamlMistake saying(String newMessage, String newHint) {
        return new YamlMistake(line, column, newMessage, newHint);
    }

    private static YamlMistake at(Matcher mark, String message, String hint) {
        return new YamlMistake(Integer.parseInt(mark.group(1)), Integer.parseInt(mark.group(2)), message, hint);
    }

    private static String firstLine(String text) {
        return Characters.readableOnly(text.lines().findFirst().orElse(""));
    }
}
