package assay.parser;

import assay.parser.Node.Entry;
import assay.parser.Node.Mapping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes the jobs of a recipe: own keys over the recipe's defaults over the profile's over the preset. */
final class JobLayers {
    private static final String SLURM = "slurm";
    private final PresetLibrary library;
    private final Mapping root;
    private final Profile profile;
    private final Problems problems;

    JobLayers(PresetLibrary library, Mapping root, Profile profile, Problems problems) {
        this.library = library;
        this.root = root;
        this.profile = profile;
        this.problems = problems;
    }

    /** All services, or all clients, that have keys at all. */
    List<Job> jobs(Preset.Kind kind) {
        List<Job> jobs = new ArrayList<>();
        new Fragment(root).below(kind.word() + "s").mapping().entries().forEach((name, entry) -> {
            if (entry.value() instanceof Mapping own) {
                jobs.add(job(kind, name, entry.place(), own));
            }
        });
        return jobs;
    }

    private Job job(Preset.Kind kind, String name, Place place, Mapping own) {
        Fragment keys = new Fragment(own);
        String path = Check.below(kind.word() + "s", name);
        Optional<Preset> preset = keys.node("uses").flatMap(uses -> preset(kind, keys.text("uses", ""), uses.place(), path));
        if (preset.isEmpty() && !own.entries().containsKey("uses") && own.entries().containsKey("with")) {
            problems.add(own.entries().get("with").place(), path + ": 'with' sets a preset's parameters, but no preset is used",
                    "add 'uses', or use 'env'");
        }
        preset.ifPresent(used -> new Check(problems).check(keys.node("with").orElse(Mapping.empty(place)), used.with(), path + ".with"));
        Mapping layered = withDefaults(kind, own, preset);
        Arguments arguments = preset.filter(used -> problems.isEmpty()).map(used -> Arguments.of(used, keys.below("with"))).orElse(Arguments.NONE);
        return new Job(kind, name, place, own, layered, preset, arguments);
    }

    private Optional<Preset> preset(Preset.Kind kind, String name, Place place, String path) {
        Optional<Preset> found = library.find(name);
        if (found.isEmpty()) {
            String all = "there are " + String.join(", ", library.names(kind));
            String near = Suggestion.hint(name, library.names(kind));
            problems.add(place, path + ": unknown preset " + Quoted.of(name), near.isEmpty() ? all : near);
        } else if (found.get().kind() != kind) {
            problems.add(place, path + ": the preset " + Quoted.of(name) + " is for " + found.get().kind().word() + "s");
        }
        return found.filter(preset -> preset.kind() == kind);
    }

    private Mapping withDefaults(Preset.Kind kind, Mapping own, Optional<Preset> preset) {
        Map<String, Entry> entries = new LinkedHashMap<>(own.entries());
        switch (kind) {
            case SERVICE -> fallback("network", profile.keys(), entries);
            case CLIENT -> fallback("queue", root, entries);
        }
        Mapping ofPreset = preset.map(Preset::keys).orElse(Mapping.empty(own.place()));
        Mapping defaults = Layers.over(slurm(root), profile.slurm(partition(own, root, profile.keys(), ofPreset)), SlurmKeys.FIELDS);
        if (!defaults.entries().isEmpty() && own.value(SLURM).filter(node -> !(node instanceof Mapping)).isEmpty()) {
            Place place = own.value(SLURM).map(Node::place).orElse(own.place());
            entries.put(SLURM, new Entry(place, Layers.over(slurm(own), defaults, SlurmKeys.FIELDS)));
        }
        return Layers.over(new Mapping(own.place(), entries), ofPreset, kind.keys());
    }

    /** The partition that the first of these asks for. */
    private static String partition(Mapping... layers) {
        return Arrays.stream(layers).map(layer -> new Fragment(slurm(layer)).text("partition", "")).filter(Predicate.not(String::isEmpty)).findFirst().orElse("");
    }

    private static Mapping slurm(Mapping keys) {
        return new Fragment(keys).below(SLURM).mapping();
    }

    private static void fallback(String key, Mapping from, Map<String, Entry> entries) {
        if (from.entries().containsKey(key)) {
            entries.putIfAbsent(key, from.entries().get(key));
        }
    }
}
