package assay.parser;

import assay.events.Problem;
import assay.events.recipe.Site;
import assay.parser.Node.Mapping;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The user's profiles, one {@code NAME.yaml} each, read anew for each recipe. */
public final class ProfileDirectory implements Profiles {
    private static final String ENDING = ".yaml";
    private static final long LARGEST = 1L << 20;
    private final Path directory;

    /** Profiles in a directory, which need not exist. */
    public ProfileDirectory(Path directory) {
        this.directory = directory;
    }

    /** Those in {@code $XDG_CONFIG_HOME/assay/clusters}, else in {@code $HOME/.config/assay/clusters}. */
    public static ProfileDirectory of(Map<String, String> environment) {
        String configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path home = Path.of(environment.getOrDefault("HOME", "/"));
        Path configuration = configured.startsWith("/") ? Path.of(configured) : home.resolve(".config");
        return new ProfileDirectory(configuration.resolve("assay").resolve("clusters"));
    }

    /**
     * Where jobs run on a cluster, by the name that recipes have for it.
     *
     * @throws IllegalArgumentException when it cannot be had, with the reason for people
     */
    public Site site(String name) {
        return profile(name).site();
    }

    /**
     * What holds on a cluster for jobs that say nothing themselves.
     *
     * @throws IllegalArgumentException when it cannot be had, with the reason for people
     */
    public ClusterDefaults defaults(String name) {
        return ClusterDefaults.of(profile(name));
    }

    private Profile profile(String name) {
        if (RecipeKeys.CLUSTER.complaint(name).isPresent()) {
            throw new IllegalArgumentException("no cluster can be called " + Quoted.of(name) + ": expected auto, slurm, local, or the name of a profile");
        }
        Problems problems = new Problems("cluster");
        Optional<Profile> profile = YamlReader.read("profile", "cluster", "cluster: '" + name + "'", problems)
                .map(node -> new ProfileReader(this, problems).read((Mapping) node));
        return profile.filter(found -> problems.isEmpty()).orElseThrow(() -> new IllegalArgumentException(problems.sorted().stream().map(Problem::toString)
                .collect(Collectors.joining("\n"))));
    }

    @Override
    public Optional<String> text(String name) throws IOException {
        try {
            return Optional.of(read(Path.of(file(name))));
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return Optional.empty();
        }
    }

    /** The text of a profile's file. */
    static String read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("it is larger than 1 MiB");
        }
        try {
            return Files.readString(file);
        } catch (MalformedInputException binary) {
            throw new IOException("it is no UTF-8 text", binary);
        }
    }

    @Override
    public String file(String name) {
        return directory.resolve(name + ENDING).toString();
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ENDING)) {
            files.forEach(file -> names.add(file.getFileName().toString().replaceFirst("\\.yaml$", "")));
            names.removeIf(name -> RecipeKeys.CLUSTER.complaint(name).isPresent());
        } catch (IOException | DirectoryIteratorException unreadable) {
            return List.of();
        }
        Collections.sort(names);
        return names;
    }
}
