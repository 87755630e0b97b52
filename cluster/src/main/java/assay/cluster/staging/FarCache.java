package assay.cluster.staging;

import assay.cluster.ArtifactStore.Holding;
import assay.cluster.ArtifactStore.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cache on the file system of a cluster elsewhere, kept by digest as {@link Cache} is. Methods block; the upload heeds the interruption of its
 * thread. They throw {@link assay.cluster.ClusterSilentException} when nobody answers.
 */
public interface FarCache {

    /** What lies at a path there, unread; empty when nothing does. */
    Optional<Lying> find(String path, String cache) throws IOException;

    /** The same with its digest; what is known of it already is not read again. */
    Optional<Lying> read(String path, String cache) throws IOException;

    /** Marks it as used by who wants it, there or not yet: what is marked stays. */
    void use(String sha256, Order order) throws IOException;

    /** Where it is kept there, if it is, as it was brought. */
    Optional<String> kept(String sha256, String name, String cache) throws IOException;

    /** Brings it there, whole or not at all; gives the place. Who brings the same at the same time waits for the other. */
    String upload(Load load, String cache) throws IOException;

    /** What is kept there. */
    List<Holding> holdings(String cache) throws IOException;

    /** Takes it away, unless it is in use; gives who uses it. */
    List<String> remove(String sha256, String cache) throws IOException;

    /**
     * Something that lies there.
     *
     * @param sha256 empty when it was not read
     * @param known  whether nothing has to be read for its digest
     */
    record Lying(boolean directory, String sha256, long bytes, boolean known) {
    }

    /**
     * Something to be brought.
     *
     * @param files by their paths below the directory; of a file it alone, by the empty text
     */
    record Load(String name, String sha256, long bytes, Map<String, Path> files) {
    }
}
