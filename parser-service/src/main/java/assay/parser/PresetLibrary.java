package assay.parser;

import assay.events.Problem;
import assay.parser.Node.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The presets that recipes can use. */
public final class PresetLibrary {
    private final SortedMap<String, Preset> presets = new TreeMap<>();

    private PresetLibrary(List<Preset> presets) {
        presets.forEach(preset -> this.presets.put(preset.name(), preset));
    }

    /**
     * The presets that come with Assay.
     *
     * @throws IllegalStateException when one of them is broken or none is there: the build is at fault
     */
    public static PresetLibrary bundled() {
        return of(BundledFiles.PRESETS.texts());
    }

    /**
     * Presets from their texts by file name.
     *
     * @throws IllegalStateException when one of them is broken
     */
    public static PresetLibrary of(Map<String, String> texts) {
        List<Preset> read = new ArrayList<>();
        texts.forEach((file, text) -> {
            Problems problems = new Problems(file);
            Optional<Preset> preset = read(file, text, problems);
            if (!problems.isEmpty() || preset.isEmpty()) {
                throw new IllegalStateException("Expected a preset in " + file + ", but found problems:\n"
                        + String.join("\n", problems.sorted().stream().map(Problem::toString).toList()));
            }
            read.add(preset.get());
        });
        return new PresetLibrary(read);
    }

    /** Names of all presets, sorted. */
    public List<String> names() {
        return List.copyOf(presets.keySet());
    }

    /** What people want to know of a preset; empty when there is none of this name. */
    public Optional<PresetDescription> describe(String name) {
        return find(name).map(PresetDescription::of);
    }

    Optional<Preset> find(String name) {
        return Optional.ofNullable(presets.get(name));
    }

    List<String> names(Preset.Kind kind) {
        return presets.values().stream().filter(preset -> preset.kind() == kind).map(Preset::name).toList();
    }

    /** The last client preset that puts load on a service preset: the field's own tool before loadgen, which has to be brought to the nodes. */
    Optional<Preset> clientFor(Preset service) {
        return presets.values().stream().filter(preset -> preset.suits().contains(service.name())).reduce((earlier, later) -> later);
    }

    private static Optional<Preset> read(String file, String text, Problems problems) {
        Optional<Node> root = YamlReader.read("preset", file, text, problems);
        root.ifPresent(node -> new Check(problems).check(node, RecipeKeys.PRESET, ""));
        return problems.isEmpty() ? root.map(node -> preset(new Fragment((Mapping) node), text, problems)) : Optional.empty();
    }

    private static Preset preset(Fragment keys, String text, Problems problems) {
        Preset.Kind kind = keys.text("kind", "service").equals("client") ? Preset.Kind.CLIENT : Preset.Kind.SERVICE;
        List<Parameter> parameters = keys.below("parameters").mapping().entries().keySet().stream()
                .map(name -> Parameter.of(name, keys.below("parameters").below(name))).toList();
        Check check = new Check(problems);
        parameters.forEach(parameter -> parameter.fallback()
                .ifPresent(node -> check.check(node, parameter.type(), "parameters." + parameter.name() + ".default")));
        Mapping examples = keys.below("init").below("with").mapping();
        check.check(examples, new Type.Fields(parameters.stream().filter(parameter -> examples.entries().containsKey(parameter.name())).map(Parameter::key).toList()),
                "init.with");
        if (keys.node(kind.word()).isEmpty()) {
            problems.add(keys.mapping().place(), "the key '" + kind.word() + "' is missing");
        }
        List<String> window = keys.texts("window");
        window.stream().filter(name -> parameters.stream().noneMatch(it -> it.name().equals(name) && it.kind() == ParameterType.DURATION))
                .forEach(name -> problems.add(keys.mapping().place(), "window names " + Quoted.of(name)
                        + ", which is no duration among the parameters"));
        return new Preset(keys.text("preset", ""), kind, keys.text("description", ""), parameters, keys.below(kind.word()).mapping(), window,
                keys.texts("suits"), keys.below("init"), text);
    }
}
