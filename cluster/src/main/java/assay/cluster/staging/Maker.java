package assay.cluster.staging;

import java.io.IOException;
import java.nio.file.Path;

/** Makes an artifact anew in a workspace. */
interface Maker {
    /** What it becomes: {@code image}, {@code file} or {@code directory}. */
    String kind();

    /** Stamp of what it is made from, where that lies on this machine: made anew when that changes. Empty elsewhere. */
    String origin() throws IOException, UnavailableArtifactException;

    /** Why it cannot be made, as an exception; else what making it will do, for people, with its size where that is known. */
    Prospect prospect() throws IOException, UnavailableArtifactException;

    /** Makes it; gives the file or directory in the workspace. */
    Path make(Path workspace) throws IOException, UnavailableArtifactException;

    /** What making it will do. */
    record Prospect(String detail, long bytes) {
    }
}
