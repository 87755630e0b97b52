package assay.cluster.staging;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that may be very large, from end to end, until the thread is interrupted. */
final class Blocks {
    private static final int SIZE = 1 << 20;

    private Blocks() {
    }

    /** Takes one block after another. */
    interface Taker {
        /** The block stands at the beginning of the bytes. */
        void take(byte[] bytes, int length) throws IOException;
    }

    static void read(Path file, Taker taker) throws IOException {
        byte[] block = new byte[SIZE];
        try (InputStream stream = Files.newInputStream(file)) {
            for (int read = stream.read(block); read >= 0; read = stream.read(block)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("given up while reading " + file);
                }
                taker.take(block, read);
            }
        }
    }
}
