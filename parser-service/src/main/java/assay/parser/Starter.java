package assay.parser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * First recipes for people to change: one for each preset, with all its parameters, and two whose programs are written out. Each begins with a
 * line that tells editors where the recipe's schema is.
 */
public final class Starter {
    private static final List<String> WRITTEN_OUT = List.of("command", "run");
    private final PresetLibrary presets;

    /** With the presets that recipes may use. */
    public Starter(PresetLibrary presets) {
        this.presets = presets;
    }

    /** What there are starters for: {@code command}, {@code run}, and every preset. */
    public List<String> names() {
        return Stream.concat(WRITTEN_OUT.stream(), presets.names().stream()).toList();
    }

    /**
     * The text of a recipe; empty when the name is none of {@link #names()}.
     *
     * @param schema where editors find the recipe's schema: an address or a path
     */
    public Optional<String> recipe(String name, String schema) {
        return body(name).map(body -> "# yaml-language-server: $schema=" + schema + "\n" + body);
    }

    private Optional<String> body(String name) {
        return WRITTEN_OUT.contains(name) ? Optional.of(piece(name)) : presets.find(name).map(preset -> switch (preset.kind()) {
            case SERVICE -> recipe(preset, Optional.of(preset), presets.clientFor(preset));
            case CLIENT -> recipe(preset, preset.suits().stream().flatMap(suited -> presets.find(suited).stream()).findFirst(), Optional.of(preset));
        });
    }

    private static String recipe(Preset asked, Optional<Preset> service, Optional<Preset> client) {
        List<String> lines = new ArrayList<>();
        lines.addAll(List.of("recipe: 1", "name: " + asked.name(), "description: " + FlowText.quoted(asked.description()), ""));
        piece("top").lines().forEach(lines::add);
        lines.addAll(List.of("", "services:                       # what is measured; each becomes a job of its own", "  server:"));
        job(service, "service", lines);
        lines.addAll(List.of("", "clients:                        # what puts the load on; starts when the service is ready", "  load:",
                "    target: server"));
        job(client, "client", lines);
        lines.add("");
        piece("bottom").lines().forEach(lines::add);
        return String.join("\n", lines) + "\n";
    }

    private static void job(Optional<Preset> preset, String otherwise, List<String> lines) {
        preset.ifPresentOrElse(used -> uses(used, lines), () -> piece(otherwise).lines().map("    "::concat).forEach(lines::add));
    }

    private static void uses(Preset preset, List<String> lines) {
        lines.add("    uses: " + preset.name());
        if (!preset.parameters().isEmpty()) {
            lines.add("    with:                       # the preset's parameters, with their defaults");
        }
        for (Parameter parameter : preset.parameters()) {
            String choices = parameter.choices().isEmpty() ? "" : " One of " + String.join(", ", parameter.choices()) + ".";
            lines.add("      # " + parameter.doc() + choices);
            lines.add("      " + parameter.name() + ": " + preset.init().below("with").node(parameter.name()).or(parameter::fallback).map(FlowText::of).orElse("\"\""));
        }
        lines.add("    slurm: " + preset.init().node("slurm").map(FlowText::of).orElse("{ cpus_per_task: 1, time: 10m }"));
    }

    private static String piece(String name) {
        try (InputStream in = Starter.class.getResourceAsStream("starter/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("Expected the starter '" + name + "' beside the classes, but found none: build parser-service again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("Expected to read the starter '" + name + "'", failure);
        }
    }
}
