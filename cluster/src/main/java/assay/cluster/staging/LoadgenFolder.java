package assay.cluster.staging;

import assay.cluster.command.CommandResult.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The load generator with its own run time, from where Assay was started. A distribution brings it; in a clone it is built where it is missing or
 * older than its sources.
 */
final class LoadgenFolder implements Maker {
    private final Optional<Path> home;
    private final Tool tool;

    /** In this clone or distribution; empty: Assay was started from neither. */
    LoadgenFolder(Optional<Path> home, Tool tool) {
        this.home = home;
        this.tool = tool;
    }

    @Override
    public String kind() {
        return "directory";
    }

    @Override
    public String origin() throws IOException, UnavailableArtifactException {
        return current() ? copy().origin() : "to be built";
    }

    @Override
    public Prospect prospect() throws IOException, UnavailableArtifactException {
        return current() ? copy().prospect() : new Prospect("to be built by dev/loadgen-image, which takes a minute", 0);
    }

    @Override
    public Path make(Path workspace) throws IOException, UnavailableArtifactException {
        if (!current()) {
            Ended ended = tool.run(List.of(home().resolve("dev/loadgen-image").toString()), Map.of("JAVA_HOME", System.getProperty("java.home")));
            if (ended.exitCode() != 0) {
                throw UnavailableArtifactException.thisTime("dev/loadgen-image says: " + Tool.words(ended), "run it by hand: " + home().resolve("dev/loadgen-image"));
            }
        }
        return copy().make(workspace);
    }

    private Copy copy() throws UnavailableArtifactException {
        return new Copy(folder(), kind());
    }

    private Path home() throws UnavailableArtifactException {
        return home.orElseThrow(() -> UnavailableArtifactException.forGood("Assay does not know where it lies itself", "start it by the launcher of its clone or distribution"));
    }

    private Path folder() throws UnavailableArtifactException {
        return distributed() ? home().resolve("loadgen") : home().resolve("loadgen/target/loadgen");
    }

    private boolean distributed() throws UnavailableArtifactException {
        return Files.isExecutable(home().resolve("loadgen/bin/loadgen"));
    }

    /** The command is the last that is put there. */
    private boolean current() throws IOException, UnavailableArtifactException {
        Path command = folder().resolve("bin/loadgen");
        if (!Files.isExecutable(command)) {
            return false;
        }
        FileTime built = Files.getLastModifiedTime(command);
        Path sources = home().resolve("loadgen/src/main");
        try (Stream<Path> files = Files.isDirectory(sources) ? Files.walk(sources) : Stream.empty()) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).compareTo(built) > 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
