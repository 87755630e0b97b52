package assay.server;

import assay.cli.ExitCode;
import assay.cli.Json;
import assay.cli.MisuseException;
import assay.cli.Table;
import assay.cli.Terminal;
import assay.parser.PresetDescription;
import assay.parser.PresetDescription.Choice;
import assay.parser.PresetLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells of the presets. */
@Command(name = "presets", description = "List the presets that recipes may use, or show one with its parameters.")
final class PresetsCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only this preset, with its parameters.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--json", description = "One JSON array, or one object.")
    private boolean json;

    @Override
    public Integer call() {
        PresetLibrary library = PresetLibrary.bundled();
        if (name.isPresent()) {
            PresetDescription preset = library.describe(name.get()).orElseThrow(() -> new MisuseException("there is no preset '" + name.get() + "'; there are "
                    + String.join(", ", library.names())));
            print(preset, lines(preset, Terminal.ofLauncher()));
        } else {
            List<PresetDescription> all = library.names().stream().flatMap(each -> library.describe(each).stream()).toList();
            print(all, lines(all, Terminal.ofLauncher()));
        }
        return ExitCode.DONE;
    }

    private void print(Object object, List<String> lines) {
        if (json) {
            System.out.println(Json.text(object));
        } else {
            lines.forEach(System.out::println);
        }
    }

    static List<String> lines(List<PresetDescription> presets, Terminal terminal) {
        Table table = new Table(List.of("PRESET", "KIND", "WHAT IT IS"), Set.of());
        presets.forEach(preset -> table.row(List.of(preset.name(), preset.kind(), preset.description())));
        return table.lines("", terminal);
    }

    static List<String> lines(PresetDescription preset, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add(preset.name() + " (" + preset.kind() + ")   " + preset.description());
        Table table = new Table(List.of("PARAMETER", "TYPE", "DEFAULT", "MEANING"), Set.of());
        preset.parameters().forEach(choice -> table.row(List.of(choice.name(), type(choice), choice.required() ? "(required)" : choice.fallback(), choice.doc())));
        if (!preset.parameters().isEmpty()) {
            lines.addAll(table.lines("  ", terminal));
        }
        lines.addAll(List.of("in a recipe:", "  " + preset.kind() + "s:", "    NAME:", "      uses: " + preset.name()));
        preset.parameters().stream().findFirst()
                .ifPresent(choice -> lines.add("      with: { " + choice.name() + ": " + (choice.fallback().isEmpty() ? "…" : choice.fallback()) + " }"));
        lines.add("`assay init " + preset.name() + "` writes a recipe to begin with");
        return lines;
    }

    private static String type(Choice choice) {
        return choice.choices().isEmpty() ? choice.type() : String.join(" | ", choice.choices());
    }
}
