package assay.cli.archive;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Goes through an archive that anybody may have made: plain files below one folder only, each name once, and no more bytes than an honest archive
 * has, so that nothing is unpacked to a place or a size of somebody else's choice.
 */
final class Members {
    /** The most that one member may have, unpacked. */
    static final long LARGEST = 32L << 20;
    /** The most that all may have together. */
    static final long ALL = 128L << 20;
    private static final int MOST = 10_000;
    private static final int LONGEST_NAME = 1_024;
    private static final int PIECE = 1 << 16;

    private Members() {
    }

    /** Is shown each member in turn, and reads as much of it as it likes. */
    interface Visitor {
        void visit(String path, InputStream content) throws IOException, UnusableArchiveException;
    }

    /** Shows all members in order. */
    static void visit(Path file, Visitor visitor) throws IOException, UnusableArchiveException {
        try (InputStream packed = new BufferedInputStream(Files.newInputStream(file), PIECE); ZstdInputStream zstd = new ZstdInputStream(packed);
                Bounded unpacked = new Bounded(zstd); TarArchiveInputStream tar = new TarArchiveInputStream(unpacked)) {
            Set<String> seen = new HashSet<>();
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                check(entry, seen);
                visitor.visit(entry.getName(), tar);
            }
        } catch (TooLargeException e) {
            throw new UnusableArchiveException("it unpacks to more than " + (ALL >> 20) + " MiB");
        } catch (IOException | IllegalArgumentException e) {
            throw new UnusableArchiveException("it is not a whole tar packed with zstd: " + e.getMessage());
        }
    }

    private static void check(TarArchiveEntry entry, Set<String> seen) throws UnusableArchiveException {
        String name = entry.getName();
        if (!plain(name)) {
            throw new UnusableArchiveException("the name of its member '" + name + "' leads out of it or cannot be a file's");
        }
        if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink() || entry.isSparse()) {
            throw new UnusableArchiveException("its member " + name + " is not a plain file");
        }
        if (entry.getSize() > LARGEST) {
            throw new UnusableArchiveException("its member " + name + " has " + entry.getSize() + " bytes; " + LARGEST + " is the most");
        }
        if (!seen.add(name)) {
            throw new UnusableArchiveException("it has two members " + name);
        }
        if (seen.size() > MOST) {
            throw new UnusableArchiveException("it has more than " + MOST + " members");
        }
    }

    private static boolean plain(String name) {
        return !name.isEmpty() && name.length() <= LONGEST_NAME && name.chars().noneMatch(each -> each < ' ' || each == '\\' || each == 0x7f)
                && Arrays.stream(name.split("/", -1)).noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    private static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Reads no more than all members may have, with room for what tar puts around them. */
    private static final class Bounded extends InputStream {
        private final InputStream inner;
        private long left = ALL + MOST * 1_024L;

        Bounded(InputStream inner) {
            this.inner = inner;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = inner.read(into, offset, length);
            left -= Math.max(0, got);
            if (left < 0) {
                throw new TooLargeException();
            }
            return got;
        }

        @Override
        public void close() throws IOException {
            inner.close();
        }
    }
}
