package assay.cli;

import assay.events.RecipeEvent.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The small files that a recipe names under {@code files} of a service or client, from beside the recipe. Whatever cannot be read as meant is left
 * to the parser, which says so at its place; a file that is not there, or does not lie below the recipe's directory, is left out for the same
 * reason.
 */
final class NamedFiles {
    private static final long MOST = 256 * 1024;
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private final Path beside;

    /** Of recipes in this directory. */
    NamedFiles(Path beside) {
        this.beside = beside;
    }

    /** Reads those that the recipe's text names. */
    List<SmallFile> of(String recipe) {
        List<SmallFile> files = new ArrayList<>();
        long left = MOST;
        for (String name : names(recipe)) {
            Optional<byte[]> content = content(name, left);
            if (content.isPresent()) {
                left -= content.get().length;
                files.add(new SmallFile(name, Base64.getEncoder().encodeToString(content.get())));
            }
        }
        return files;
    }

    private static Set<String> names(String recipe) {
        Set<String> names = new LinkedHashSet<>();
        JsonNode root = tree(recipe);
        for (String group : List.of("services", "clients")) {
            root.path(group).forEach(component -> component.path("files").forEach(file -> file.asStringOpt().ifPresent(names::add)));
        }
        return names;
    }

    private static JsonNode tree(String recipe) {
        try {
            return YAML.readTree(recipe);
        } catch (JacksonException e) {
            return YAML.missingNode();
        }
    }

    private Optional<byte[]> content(String name, long left) {
        try {
            Path home = beside.toRealPath();
            Path file = home.resolve(name).toRealPath();
            if (!file.startsWith(home) || !Files.isRegularFile(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > left) {
                throw new RefusedException("the files that the recipe names have more than " + MOST / 1024 + " KiB in all: with " + name + " it is too much. "
                        + "Put what is large where the jobs can read it, and name its path in the recipe's bash.");
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
