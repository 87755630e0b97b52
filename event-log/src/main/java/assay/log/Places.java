package assay.log;

import assay.events.Entry.Position;
import assay.events.Topic;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far somebody has read a topic, as a text that he may come back with: {@code jobs/0/4711}, and with several topic partitions
 * {@code jobs/0/4711,1/815}.
 *
 * @param topic   the topic
 * @param offsets by topic partition the last offset that was read; of a partition that is not among them nothing was
 */
public record Places(Topic topic, Map<Integer, Long> offsets) {
    private static final String PLACE = "(0|[1-9][0-9]{0,8})/(0|[1-9][0-9]{0,17})";
    private static final Pattern FORM = Pattern.compile("([a-z]+)/(" + PLACE + "(?:," + PLACE + "){0,9999})");
    private static final Pattern ONE = Pattern.compile(PLACE);

    public Places {
        offsets = Collections.unmodifiableMap(new TreeMap<>(offsets));
    }

    /** Just this one. */
    public Places(Position position) {
        this(position.topic(), Map.of(position.partition(), position.offset()));
    }

    /**
     * Reads the text back.
     *
     * @throws IllegalArgumentException when it is no such text
     */
    public static Places of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("Expected a position such as jobs/0/4711, but found '" + text + "'");
        }
        Map<Integer, Long> offsets = new TreeMap<>();
        Matcher one = ONE.matcher(form.group(2));
        while (one.find()) {
            offsets.put(Integer.parseInt(one.group(1)), Long.parseLong(one.group(2)));
        }
        return new Places(topic(form.group(1)), offsets);
    }

    private static Topic topic(String word) {
        for (Topic topic : Topic.values()) {
            if (topic.name().toLowerCase(Locale.ROOT).equals(word)) {
                return topic;
            }
        }
        throw new IllegalArgumentException("Expected a position in one of Assay's topics, but found one in '" + word + "'");
    }

    /** The same with another entry read. */
    public Places and(Position position) {
        Map<Integer, Long> more = new TreeMap<>(offsets);
        more.put(position.partition(), position.offset());
        return new Places(topic, more);
    }

    /** Whether an entry was read. */
    public boolean hold(Position position) {
        return offsets.getOrDefault(position.partition(), -1L) >= position.offset();
    }

    /** The text. */
    public String text() {
        return topic.name().toLowerCase(Locale.ROOT) + "/"
                + offsets.entrySet().stream().map(entry -> entry.getKey() + "/" + entry.getValue()).collect(Collectors.joining(","));
    }

    /** The place, where there is just one. */
    Position only() {
        if (offsets.size() != 1) {
            throw new IllegalArgumentException("Expected one position, but found " + offsets.size());
        }
        Map.Entry<Integer, Long> one = offsets.entrySet().iterator().next();
        return new Position(topic, one.getKey(), one.getValue());
    }
}
