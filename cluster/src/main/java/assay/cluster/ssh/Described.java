package assay.cluster.ssh;

import assay.events.FileFact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code describe} says: sizes, and digests of so many bytes. A file that could not be read is left out. */
final class Described {
    private static final Logger LOGGER = LoggerFactory.getLogger(Described.class);
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18}):(.*)");
    private static final Pattern DIGEST = Pattern.compile("(\\\\?)([0-9a-f]{64})  (.*)");

    private Described() {
    }

    /** By path. */
    static List<FileFact> facts(String text) {
        String[] parts = text.split("(?m)^=\n?", -1);
        if (parts.length < 2) {
            return List.of();
        }
        Map<String, String> digests = digests(parts[1]);
        List<FileFact> facts = new ArrayList<>();
        sizes(parts[0]).forEach((name, size) -> {
            if (digests.containsKey(name)) {
                facts.add(new FileFact(Path.of(name).normalize().toString(), Long.parseLong(size), digests.get(name)));
            } else {
                LOGGER.atWarn().addKeyValue("path", name).log("A file of a run cannot be read, and is left out of its list");
            }
        });
        facts.sort(Comparator.comparing(FileFact::path));
        return facts;
    }

    private static Map<String, String> sizes(String lines) {
        Map<String, String> sizes = new HashMap<>();
        lines.lines().map(SIZE::matcher).filter(Matcher::matches).forEach(line -> sizes.put(line.group(2), line.group(1)));
        return sizes;
    }

    /** A backslash before the line says that those in the name are doubled. */
    private static Map<String, String> digests(String lines) {
        Map<String, String> digests = new HashMap<>();
        lines.lines().map(DIGEST::matcher).filter(Matcher::matches)
                .forEach(line -> digests.put(line.group(1).isEmpty() ? line.group(3) : line.group(3).replace("\\\\", "\\"), line.group(2)));
        return digests;
    }
}
