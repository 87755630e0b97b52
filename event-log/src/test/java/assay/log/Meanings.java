package assay.log;

import assay.events.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What each event type means: the first sentence of its record's own documentation in {@code events/}. */
final class Meanings {
    private static final Path SOURCES = Path.of("..", "events", "src", "main", "java", "assay", "events");

    private Meanings() {
    }

    static String of(EventType type) throws IOException {
        String source = Files.readString(SOURCES.resolve(type.eventClass().getEnclosingClass().getSimpleName() + ".java"));
        String name = type.eventClass().getSimpleName();
        int at = source.indexOf(" record " + name + "(");
        Matcher documentation = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL).matcher(source.substring(source.lastIndexOf("/**", at), at));
        if (!documentation.find()) {
            throw new IllegalStateException("Expected documentation of the record " + name);
        }
        String text = documentation.group(1).replaceAll("(?m)^\\s*\\*", "").replaceAll("\\{@(?:code|link) ([^}]*)}", "$1").strip().replaceFirst("(?s)\\s@param.*", "")
                .replaceAll("\\s+", " ");
        int end = text.indexOf(". ");
        return end < 0 ? text.replaceFirst("\\.$", "") : text.substring(0, end);
    }
}
