package assay.runner;

import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A place in a JSON file that others wrote. What is not as it should be is refused with an {@link IllegalArgumentException} that names the place.
 *
 * @param path such as {@code counts.ok}; empty for the whole file
 */
record JsonPlace(String path, String name, JsonNode node) {
    private static final int LONGEST = 60;

    static JsonPlace of(JsonNode root) {
        return new JsonPlace("", "", root).expect(JsonNode::isObject, "an object");
    }

    /** A member that must be there. */
    JsonPlace at(String member) {
        return maybe(member).expect(found -> !found.isMissingNode(), "a value");
    }

    /** A member that may be left away. */
    JsonPlace maybe(String member) {
        if (!isThere()) {
            return this;
        }
        expect(JsonNode::isObject, "an object");
        return below(path.isEmpty() ? member : path + "." + member, member, node.path(member));
    }

    private static JsonPlace below(String path, String name, JsonNode node) {
        return new JsonPlace(path, name, node.isNull() ? MissingNode.getInstance() : node);
    }

    boolean isThere() {
        return !node.isMissingNode();
    }

    /** Fails unless it holds. */
    JsonPlace expect(Predicate<JsonNode> holds, String what) {
        if (!holds.test(node)) {
            String found = node.isMissingNode() ? "nothing" : Excerpt.line(node.toString(), LONGEST);
            throw new IllegalArgumentException((path.isEmpty() ? "" : path + ": ") + "expected " + what + ", but found " + found);
        }
        return this;
    }

    String text() {
        return expect(JsonNode::isString, "a text").node.asString();
    }

    boolean flag() {
        return expect(JsonNode::isBoolean, "true or false").node.asBoolean();
    }

    double number() {
        return expect(found -> found.isNumber() && Double.isFinite(found.asDouble()), "a number").node.asDouble();
    }

    long whole() {
        return expect(found -> found.isIntegralNumber() && found.canConvertToLong(), "a whole number").node.asLong();
    }

    long count() {
        return expect(found -> found.isIntegralNumber() && found.canConvertToLong() && found.asLong() >= 0, "a count").node.asLong();
    }

    /** The items of a list; none where it is left away. */
    Stream<JsonPlace> items() {
        if (!isThere()) {
            return Stream.of();
        }
        expect(JsonNode::isArray, "a list");
        return IntStream.range(0, node.size()).mapToObj(index -> below(path + "[" + index + "]", name, node.get(index)));
    }

    /** The members of an object; none where it is left away. */
    Stream<JsonPlace> members() {
        if (!isThere()) {
            return Stream.of();
        }
        expect(JsonNode::isObject, "an object");
        return node.properties().stream().map(member -> below(path + "." + member.getKey(), member.getKey(), member.getValue()));
    }
}
