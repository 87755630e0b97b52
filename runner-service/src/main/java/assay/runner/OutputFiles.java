package assay.runner;

import assay.cluster.RemoteStore;
import assay.core.report.Numbers;
import assay.events.FileFact;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Brings what a run left in a directory elsewhere to its output directory, by the same paths, each file whole and checked by its digest. What is there
 * already is not brought again, and what is too large is left. Used once.
 */
final class OutputFiles {
    static final long LARGEST_FILE = 256L << 20;
    private static final long MOST = 1L << 30;
    private static final int MOST_NAMED = 20;
    private final RemoteStore store;
    private final String runDirectory;
    private final Path output;
    private final boolean same;
    private final List<FileFact> left = new ArrayList<>();
    private long brought;

    OutputFiles(RemoteStore store, String runDirectory, String outputDirectory) {
        this.store = store;
        this.runDirectory = runDirectory;
        this.output = Path.of(outputDirectory);
        this.same = runDirectory.equals(outputDirectory);
    }

    /** Throws {@link UncheckedIOException} when one cannot be written, or does not arrive as it is there. */
    void bring(List<FileFact> files) {
        if (same) {
            return;
        }
        for (FileFact file : files) {
            if (file.bytes() > LARGEST_FILE || brought + file.bytes() > MOST) {
                left.add(file);
            } else {
                brought += file.bytes();
                bring(file);
            }
        }
    }

    private void bring(FileFact file) {
        Path target = output.resolve(file.path()).normalize();
        try {
            if (!target.startsWith(output)) {
                throw new IOException("it would lie outside of " + output);
            }
            if (!there(file, target)) {
                Files.createDirectories(target.getParent());
                write(file, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file.path() + " could not be brought to " + output + ": " + e.getMessage(), e);
        }
    }

    private static boolean there(FileFact file, Path target) throws IOException {
        if (!Files.isRegularFile(target) || Files.size(target) != file.bytes()) {
            return false;
        }
        try (InputStream stream = Files.newInputStream(target)) {
            return copied(stream, OutputStream.nullOutputStream()).equals(file.sha256());
        }
    }

    private void write(FileFact file, Path target) throws IOException {
        Path aside = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            try (InputStream in = new StoredFile(store, runDirectory, file.path(), file.bytes()); OutputStream out = Files.newOutputStream(aside)) {
                if (!copied(in, out).equals(file.sha256())) {
                    throw new IOException("it was written to while it was read");
                }
            }
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** Copies all of it; gives its digest. */
    private static String copied(InputStream in, OutputStream out) throws IOException {
        try {
            DigestOutputStream digest = new DigestOutputStream(out, MessageDigest.getInstance("SHA-256"));
            in.transferTo(digest);
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** What was too large, for people. */
    Optional<String> left() {
        if (left.isEmpty()) {
            return Optional.empty();
        }
        String names = String.join(", ", left.stream().limit(MOST_NAMED).map(file -> Excerpt.line(file.path(), 200) + " (" + Numbers.count(file.bytes()) + " bytes)").toList());
        return Optional.of("on the cluster only, being too large: " + names + (left.size() > MOST_NAMED ? " and " + (left.size() - MOST_NAMED) + " more" : ""));
    }
}
