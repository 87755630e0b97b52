package assay.cluster.staging;

import assay.cluster.command.CommandResult.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Has apptainer, or singularity, turn an image of a registry or of an archive into a SIF file. */
final class ImagePull implements Maker {
    private static final List<String> FOR_GOOD = List.of("manifest unknown", "unauthorized", "authentication required", "denied", "not found", "no such file",
            "name unknown", "invalid reference");
    private static final List<String> RUNTIMES = List.of("apptainer", "singularity");
    private static final String ARCHIVE = "-archive:";
    private final String reference;
    private final Tool tool;
    private final Path layers;

    ImagePull(String reference, Tool tool, Path layers) {
        this.reference = reference;
        this.tool = tool;
        this.layers = layers;
    }

    @Override
    public String kind() {
        return "image";
    }

    /** An archive may change under its name; what a registry has under a name is taken once. */
    @Override
    public String origin() throws IOException, UnavailableArtifactException {
        return reference.contains(ARCHIVE) ? archive().stamp() : "";
    }

    private Content archive() throws IOException, UnavailableArtifactException {
        String place = reference.substring(reference.indexOf(ARCHIVE) + ARCHIVE.length());
        return Content.at(Path.of(place));
    }

    @Override
    public Prospect prospect() throws IOException, UnavailableArtifactException {
        String runtime = runtime();
        if (reference.contains(ARCHIVE)) {
            archive();
        }
        return new Prospect("to be pulled by " + runtime, 0);
    }

    private String runtime() throws UnavailableArtifactException {
        return RUNTIMES.stream().filter(tool::present).findFirst().orElseThrow(() -> UnavailableArtifactException.forGood(
                "neither apptainer nor singularity is on PATH of the machine that Assay runs on",
                "install one there, or make the image file elsewhere and name its path under 'image'"));
    }

    @Override
    public Path make(Path workspace) throws IOException, UnavailableArtifactException {
        String runtime = runtime();
        Path image = workspace.resolve("image.sif");
        Path temporary = Files.createDirectory(workspace.resolve("tmp"));
        Files.createDirectories(layers);
        Map<String, String> variables = new LinkedHashMap<>(Map.of("TMPDIR", temporary.toString()));
        for (String prefix : RUNTIMES) {
            variables.put(prefix.toUpperCase(Locale.ROOT) + "_CACHEDIR", layers.toString());
            variables.put(prefix.toUpperCase(Locale.ROOT) + "_TMPDIR", temporary.toString());
        }
        Ended ended = tool.run(List.of(runtime, "pull", image.toString(), reference), variables);
        if (ended.exitCode() != 0 || !Files.isRegularFile(image)) {
            throw failure(runtime, Tool.words(ended));
        }
        return image;
    }

    private UnavailableArtifactException failure(String runtime, String words) {
        boolean permanent = FOR_GOOD.stream().anyMatch(words.toLowerCase(Locale.ROOT)::contains);
        String reason = runtime + " says: " + words;
        return permanent ? UnavailableArtifactException.forGood(reason, "look at the reference, and at `" + runtime + " registry login` for a registry that wants one")
                : UnavailableArtifactException.thisTime(reason, "try it by hand: " + runtime + " pull " + reference);
    }
}
