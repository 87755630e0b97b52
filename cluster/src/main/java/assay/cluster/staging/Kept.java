package assay.cluster.staging;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of something that was staged once: a file of the index, one line for each value.
 *
 * @param origin the stamp of what it was made from, where that lies on this machine; empty elsewhere
 * @param stamp  of where it is now
 */
record Kept(String reference, String kind, String sha256, long bytes, Path path, String origin, String stamp) {

    String text() {
        return "reference=" + reference + "\nkind=" + kind + "\nsha256=" + sha256 + "\nbytes=" + bytes + "\npath=" + path + "\norigin=" + origin + "\nstamp=" + stamp + "\n";
    }

    /** Reads it back; empty when it is not whole. */
    static Optional<Kept> read(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        text.lines().filter(line -> line.contains("=")).forEach(line -> values.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        boolean whole = values.keySet().containsAll(List.of("reference", "kind", "sha256", "bytes", "path", "origin", "stamp"))
                && values.get("bytes").matches("[0-9]{1,18}");
        return whole ? Optional.of(new Kept(values.get("reference"), values.get("kind"), values.get("sha256"), Long.parseLong(values.get("bytes")),
                Path.of(values.get("path")), values.get("origin"), values.get("stamp"))) : Optional.empty();
    }
}
