package assay.loadgen;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Options from a file: each key is a long option without its dashes, {@code _} or {@code -} between its words, and {@code driver} names the driver. They
 * are put before those of the command line, less the ones that stand there, too; so there is one set of options and one check of them.
 */
final class ConfigFile {
    private static final String OPTION = "--config";
    private static final String DRIVER = "driver";

    private ConfigFile() {
    }

    static List<String> merged(List<String> arguments) {
        int at = arguments.indexOf(OPTION);
        if (at < 0) {
            return arguments;
        }
        if (at == arguments.size() - 1) {
            throw new IllegalArgumentException("--config needs the name of a file");
        }
        List<String> rest = new ArrayList<>(arguments);
        Path file = Path.of(rest.remove(at + 1));
        rest.remove(at);
        JsonNode options = read(file);
        String driver = options.path(DRIVER).asString("");
        if (!rest.isEmpty() && !rest.getFirst().startsWith("-")) {
            driver = rest.removeFirst();
        }
        if (driver.isEmpty()) {
            throw new IllegalArgumentException(file + " names no 'driver', and the command line does not either");
        }
        List<String> merged = new ArrayList<>(List.of(driver));
        merged.addAll(options(options, given(rest), file));
        merged.addAll(rest);
        return merged;
    }

    private static JsonNode read(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("cannot read " + file);
        }
        try {
            JsonNode node = YAMLMapper.shared().readTree(file.toFile());
            if (!node.isObject()) {
                throw new IllegalArgumentException(file + ": expected options as 'name: value'");
            }
            return node;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + ": " + e.getOriginalMessage() + " (line " + e.getLocation().getLineNr() + ")", e);
        }
    }

    private static Set<String> given(List<String> arguments) {
        Set<String> given = new HashSet<>();
        for (String argument : arguments) {
            if (argument.startsWith("--")) {
                given.add(argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument);
            }
        }
        return given;
    }

    private static List<String> options(JsonNode node, Set<String> given, Path file) {
        List<String> options = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String option = "--" + entry.getKey().replace('_', '-');
            if (entry.getKey().equals(DRIVER) || given.contains(option)) {
                continue;
            }
            List<JsonNode> values = entry.getValue().isArray() ? entry.getValue().valueStream().toList() : List.of(entry.getValue());
            for (JsonNode value : values) {
                options.add(option + argument(value, entry.getKey(), file));
            }
        }
        options.removeIf(String::isEmpty);
        return options;
    }

    private static String argument(JsonNode value, String key, Path file) {
        if (value.getNodeType() == JsonNodeType.OBJECT || value.isNull() || value.isArray()) {
            throw new IllegalArgumentException(file + ": '" + key + "' must have a value, or a list of them");
        }
        return "=" + value.asString();
    }
}
