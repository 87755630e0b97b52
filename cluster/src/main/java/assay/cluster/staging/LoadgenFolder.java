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

/** The load generator with its own run time, from the clone that Assay was started from; built where it is missing or older than its sources. */
final class LoadgenFolder implements Maker {
    private final Optional<Path> home;
    private final Tool tool;

    /** In this clone; empty: Assay was not started from one. */
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
            Ended ended = tool.run(List.of(checkout().resolve("dev/loadgen-image").toString()), Map.of("JAVA_HOME", System.getProperty("java.home")));
            if (ended.exitCode() != 0) {
                throw UnavailableArtifactException.thisTime("dev/loadgen-image says: " + Tool.words(ended), "run it by hand: " + checkout().resolve("dev/loadgen-image"));
            }
        }
        return copy().make(workspace);
    }

    private Copy copy() throws UnavailableArtifactException {
        return new Copy(folder(), kind());
    }

    private Path checkout() throws UnavailableArtifactException {
        return home.orElseThrow(() -> UnavailableArtifactException.forGood("Assay does not know where its own clone is", "start it by the clone's ./assay"));
    }

    private Path folder() throws UnavailableArtifactException {
        return checkout().resolve("loadgen/target/loadgen");
    }

    /** The command is the last that is put there. */
    private boolean current() throws IOException, UnavailableArtifactException {
        Path command = folder().resolve("bin/loadgen");
        if (!Files.isExecutable(command)) {
            return false;
        }
        FileTime built = Files.getLastModifiedTime(command);
        Path sources = checkout().resolve("loadgen/src/main");
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
