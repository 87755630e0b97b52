package assay.parser;

import assay.parser.Node.Entry;
import assay.parser.Node.Mapping;
import assay.parser.Node.Scalar;
import assay.parser.Node.Sequence;
import assay.parser.Node.Unreadable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Makes a tree of nodes from YAML, taking every scalar as the text it is. What YAML offers beyond that (aliases, anchors, tags, merge and
 * repeated keys, several documents) is a problem at its place. Reads one text.
 */
final class YamlReader {
    static final int DEEPEST = 50;
    static final int MOST_NODES = 10_000;
    private static final YAMLFactory YAML = YAMLFactory.builder().build();
    private final String what;
    private final String source;
    private final SourceText text;
    private final Problems problems;
    private int nodes;

    private YamlReader(String what, String source, SourceText text, Problems problems) {
        this.what = what;
        this.source = source;
        this.text = text;
        this.problems = problems;
    }

    /** The tree of a recipe, or whatever it is; empty when there is none, for a reason that is then among the problems. */
    static Optional<Node> read(String what, String source, String submitted, Problems problems) {
        SourceText text = new SourceText(what, source, submitted);
        return text.check(problems) ? new YamlReader(what, source, text, problems).document() : Optional.empty();
    }

    private Optional<Node> document() {
        try (YAMLParser parser = (YAMLParser) YAML.createParser(ObjectReadContext.empty(), new WholeCharacters(text.text()))) {
            if (parser.nextToken() == null) {
                problems.add(Place.whole(source), "nothing is written here", "begin with '" + what + ": 1'");
                return Optional.empty();
            }
            Node root = node(parser, 1);
            if (parser.nextToken() != null) {
                problems.add(place(parser), "a second document begins here", "one file holds one " + what + ": remove the '---' line and what follows");
            }
            return Optional.of(root);
        } catch (UnreadableException reported) {
            return Optional.empty();
        } catch (RuntimeException failure) {                      // whatever the YAML library throws at a text is a mistake in the text
            YamlMistake.of(failure).report(source, problems);
            return Optional.empty();
        }
    }

    private Node node(YAMLParser parser, int depth) {
        Place place = place(parser);
        if (++nodes > MOST_NODES) {
            throw stop(place, "more than 10 000 values", "a " + what + " is small: put data into files");
        }
        if (depth > DEEPEST) {
            throw stop(place, "nested deeper than 50 levels", "");
        }
        if (parser.isCurrentAlias()) {
            problems.add(place, "the alias " + Quoted.of("*" + parser.getString()) + " is not read", "write the value out");
            return new Unreadable(place);
        }
        properties(parser, place);
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, place, depth, parser.getTypeId() == null);
            case START_ARRAY -> sequence(parser, place, depth);
            default -> scalar(parser, place);
        };
    }

    private void properties(YAMLParser parser, Place place) {
        if (parser.getObjectId() != null) {
            problems.add(place, "the anchor " + Quoted.of("&" + parser.getObjectId()) + " is not read", "remove it");
        }
        if (parser.getTypeId() != null) {
            problems.add(place, "the tag of this value is not read", "remove it: the key says what its value is");
        }
    }

    private Node scalar(YAMLParser parser, Place place) {
        boolean quoted = text.at(place).filter(first -> "'\"|>".indexOf(first) >= 0).isPresent();
        String value = parser.getString();
        return unreadable(value, place) ? new Unreadable(place) : new Scalar(place, value, quoted);
    }

    private boolean unreadable(String value, Place place) {
        Characters.firstUnreadable(value)
                .ifPresent(point -> problems.add(place, "the character U+" + Characters.hex(point) + " cannot stand in a value", "remove it"));
        return Characters.firstUnreadable(value).isPresent();
    }

    private Node sequence(YAMLParser parser, Place place, int depth) {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser, depth + 1));
        }
        return new Sequence(place, items);
    }

    private Node mapping(YAMLParser parser, Place place, int depth, boolean keyTagsCount) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Place keyPlace = place(parser);
            String key = parser.currentName();
            boolean good = key(entries.get(key), key, keyPlace);
            if (keyTagsCount && parser.getTypeId() != null) {
                problems.add(keyPlace, "the tag of this key is not read", "remove it");
            }
            parser.nextToken();
            Node value = node(parser, depth + 1);
            if (good) {
                entries.put(key, new Entry(keyPlace, value));
            }
        }
        return new Mapping(place, entries);
    }

    private boolean key(Entry first, String key, Place place) {
        if (first != null) {
            problems.add(place, "the key " + Quoted.of(key) + " stands here a second time", "the first is in line " + first.place().line());
        } else if (key.equals("<<")) {
            problems.add(place, "merge keys ('<<') are not read", "write the keys out");
        } else {
            return !unreadable(key, place);
        }
        return false;
    }

    private UnreadableException stop(Place place, String message, String hint) {
        problems.add(place, message, hint);
        return new UnreadableException();
    }

    private Place place(YAMLParser parser) {
        TokenStreamLocation location = parser.currentTokenLocation();
        return new Place(source, location.getLineNr(), location.getColumnNr());
    }
}
