package assay.parser;

import assay.events.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells people of the profiles that recipes can name: built in, the user's own, and those that come with Assay. */
public final class ProfileCatalogue {
    private static final Map<String, String> BUILT_IN = Map.of("auto", "your profile 'default', else Slurm where sbatch is on PATH, else this machine",
            "slurm", "the Slurm whose commands are on PATH", "local", "this machine, without a queue");
    private final Profiles own;
    private final Profiles shipped = new ShippedProfiles();

    /** With the user's own profiles. */
    public ProfileCatalogue(Profiles own) {
        this.own = own;
    }

    /** All of them; of two with one name that which recipes get. */
    public List<ProfileDescription> list() {
        Map<String, ProfileDescription> all = new LinkedHashMap<>();
        ProfileReader.BUILT_IN.forEach(name -> all.put(name, builtIn(name)));
        List.of(own, shipped).forEach(source -> source.names().forEach(name -> all.computeIfAbsent(name, each -> described(each, source))));
        return List.copyOf(all.values());
    }

    /** One of them, or the profile of a file; empty when there is none. */
    public Optional<ProfileDescription> find(String nameOrFile) throws IOException {
        if (nameOrFile.contains("/") || nameOrFile.endsWith(".yaml")) {
            Path file = Path.of(nameOrFile);
            String name = file.getFileName().toString().replaceFirst("\\.yaml$", "");
            return Files.exists(file) ? Optional.of(described(name, nameOrFile, ProfileDirectory.read(file))) : Optional.empty();
        }
        return list().stream().filter(profile -> profile.name().equals(nameOrFile)).findFirst();
    }

    private static ProfileDescription builtIn(String name) {
        return new ProfileDescription(name, "built in", BUILT_IN.get(name), List.of(), List.of());
    }

    private ProfileDescription described(String name, Profiles source) {
        try {
            return described(name, source.file(name), source.text(name).orElse(""));
        } catch (IOException unreadable) {
            Problem problem = Place.whole(source.file(name)).problem("it cannot be read: " + Characters.readableOnly(unreadable.getMessage()), "");
            return new ProfileDescription(name, source.file(name), "", List.of(), List.of(problem));
        }
    }

    private ProfileDescription described(String name, String file, String text) {
        Problems problems = new Problems(file);
        Optional<Profile> profile = new ProfileReader(own, problems).read(name, file, text);
        return new ProfileDescription(name, file, profile.map(read -> read.fragment().text("description", "").strip()).orElse(""),
                profile.map(read -> WrittenOut.of(read.keys())).orElse(List.of()), problems.sorted());
    }
}
