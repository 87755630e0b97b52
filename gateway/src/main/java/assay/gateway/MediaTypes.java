package assay.gateway;

import java.util.Map;

/** Types of files by their names. */
final class MediaTypes {
    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "md", "text/markdown; charset=utf-8", "json", "application/json",
            "svg", "image/svg+xml", "csv", "text/csv; charset=utf-8", "txt", "text/plain; charset=utf-8");

    private MediaTypes() {
    }

    static String of(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }
}
