package assay.scheduler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Takes the bash texts out of the presets, by their indentation, so that they are tried as they are shipped. */
final class PresetText {
    private final List<String> lines;

    private PresetText(List<String> lines) {
        this.lines = lines;
    }

    static PresetText of(String preset) {
        try {
            List<String> all = Files.readAllLines(Path.of("..", "presets", preset + ".yaml"));
            int fragment = Math.max(all.indexOf("service:"), all.indexOf("client:"));
            return new PresetText(all.subList(fragment, all.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The keys that have a bash text. */
    List<String> keys() {
        return Stream.of("prepare", "warmup", "run", "ready", "version").filter(key -> lines.contains("run".equals(key) ? "  run: |" : "  " + key + ":")).toList();
    }

    /** The block below {@code run:} of a key such as {@code prepare}; for {@code run} itself, its own block. */
    String block(String key) {
        int start = lines.indexOf("run".equals(key) ? "  run: |" : "  " + key + ":");
        while (!lines.get(start).endsWith("run: |")) {
            start++;
        }
        int indent = lines.get(start).indexOf("run") + 2;
        StringBuilder text = new StringBuilder();
        for (String line : lines.subList(start + 1, lines.size())) {
            if (!line.isBlank() && !line.startsWith(" ".repeat(indent))) {
                break;
            }
            text.append(line.isBlank() ? "" : line.substring(indent)).append('\n');
        }
        return text.toString();
    }
}
