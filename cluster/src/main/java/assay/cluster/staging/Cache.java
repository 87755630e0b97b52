package assay.cluster.staging;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The directory where artifacts are kept.
 *
 * <pre>
 * sha256/DIGEST/NAME   what was brought, whole
 * index/KEY            what a reference led to, see {@link Kept}
 * locks/KEY            held by whoever brings what a reference names
 * uses/DIGEST/OWNER    who uses it, see {@link Uses}
 * work/KEY.NUMBER      half done; removed by the next holder of the lock
 * work/job.OWNER.NUMBER where a job that fetches works
 * apptainer/           apptainer's own cache of layers
 * </pre>
 */
final class Cache {
    private static final int KEY = 32;
    private final Path top;

    Cache(Path top) {
        this.top = top;
    }

    /** Whether a place lies in it. */
    boolean holds(Path place) {
        return place.startsWith(top);
    }

    Uses uses() {
        return new Uses(top.resolve("uses"));
    }

    /** Everything that lies in it whole, by digest; who brings things by ssh has files beside them. */
    List<Path> homes() throws IOException {
        return Tree.list(top.resolve("sha256"), "*").stream().filter(Files::isDirectory).toList();
    }

    /** What is known of what lies below a directory of the cache. */
    List<Kept> leadingTo(Path home) throws IOException {
        List<Kept> found = new ArrayList<>();
        for (Path entry : Tree.list(top.resolve("index"), "[!.]*")) {
            Kept.read(Files.readString(entry)).filter(kept -> kept.path().startsWith(home)).ifPresent(found::add);
        }
        return found;
    }

    /** Takes what has this digest away, unless it is in use; gives who uses it. What is marked as used meanwhile is put back. */
    List<String> remove(String sha256) throws IOException {
        Path home = top.resolve("sha256").resolve(sha256);
        List<String> users = uses().users(sha256);
        if (!users.isEmpty() || !Files.exists(home)) {
            return users;
        }
        Path aside = Files.createTempDirectory(Files.createDirectories(top.resolve("work")), "removed.").resolve(sha256);
        Files.move(home, aside, StandardCopyOption.ATOMIC_MOVE);
        users = uses().users(sha256);
        if (!users.isEmpty() && !Files.exists(home)) {
            Files.move(aside, home, StandardCopyOption.ATOMIC_MOVE);
        } else {
            for (Kept kept : leadingTo(home)) {
                Files.deleteIfExists(index(kept.reference()));
            }
            uses().forget(sha256);
            users = List.of();
        }
        Tree.remove(aside.getParent());
        return users;
    }

    Path layers() {
        return top.resolve("apptainer");
    }

    CacheLock lock(String reference) throws IOException, InterruptedException {
        return CacheLock.take(top.resolve("locks").resolve(key(reference)));
    }

    /** What the reference led to, if it is there as it was, and what it was made from is as it was. */
    Optional<Kept> find(String reference, String origin) throws IOException {
        Path entry = index(reference);
        if (!Files.isRegularFile(entry)) {
            return Optional.empty();
        }
        return Kept.read(Files.readString(entry)).filter(kept -> kept.reference().equals(reference) && kept.origin().equals(origin) && asItWas(kept));
    }

    private static boolean asItWas(Kept kept) {
        try {
            return Files.exists(kept.path()) && Content.at(kept.path()).stamp().equals(kept.stamp());
        } catch (IOException | UnavailableArtifactException changed) {
            return false;
        }
    }

    /** Notes what a reference led to. */
    Kept note(Kept kept) throws IOException {
        Path entry = index(kept.reference());
        Files.createDirectories(entry.getParent());
        Path aside = Files.createTempFile(entry.getParent(), ".", ".tmp");
        try {
            Files.writeString(aside, kept.text());
            Files.move(aside, entry, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
        return kept;
    }

    /** An empty directory for a job that fetches something for this owner; what an earlier one left is removed. */
    Path errand(String owner) throws IOException {
        Path work = Files.createDirectories(top.resolve("work"));
        for (Path left : Tree.list(work, "job." + owner + ".*")) {
            Tree.remove(left);
        }
        return Files.createTempDirectory(work, "job." + owner + ".");
    }

    /** An empty directory to work in, for the holder of the reference's lock; what earlier holders left is removed. */
    Path workspace(String reference) throws IOException {
        Path work = top.resolve("work");
        Files.createDirectories(work);
        for (Path left : Tree.list(work, key(reference) + ".*")) {
            Tree.remove(left);
        }
        return Files.createTempDirectory(work, key(reference) + ".");
    }

    /** Takes a file or directory over from a workspace; what is there already with this digest is as good, if it is undamaged. */
    Path adopt(Path made, String sha256) throws IOException, UnavailableArtifactException {
        Path home = top.resolve("sha256").resolve(sha256);
        Path place = home.resolve(made.getFileName());
        if (Files.exists(home, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.exists(place) && Content.at(place).sha256().equals(sha256)) {
                return place;
            }
            Tree.remove(home);
        }
        Path wrapped = Files.createDirectory(made.resolveSibling(".whole"));
        Files.move(made, wrapped.resolve(made.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        Files.createDirectories(home.getParent());
        try {
            Files.move(wrapped, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException sameByAnotherName) {
            Tree.remove(wrapped);
        }
        return place;
    }

    private Path index(String reference) {
        return top.resolve("index").resolve(key(reference));
    }

    private static String key(String reference) {
        return Sha256.of(reference).substring(0, KEY);
    }
}
