package assay.cluster.staging;

import java.io.IOException;
import java.nio.file.Path;

/** Copies a file or directory of this machine into the cache. */
final class Copy implements Maker {
    private final Path source;
    private final String kind;

    /** Of what is there; the kind is found out where it is empty. */
    Copy(Path source, String kind) {
        this.source = source;
        this.kind = kind;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public String origin() throws IOException, UnavailableArtifactException {
        return Content.at(source).stamp();
    }

    @Override
    public Prospect prospect() throws IOException, UnavailableArtifactException {
        return new Prospect("to be copied into the cache", Content.at(source).bytes());
    }

    @Override
    public Path make(Path workspace) throws IOException, UnavailableArtifactException {
        Path copy = workspace.resolve("copy").resolve(source.getFileName());
        Tree.copy(Content.at(source), copy);
        return copy;
    }
}
