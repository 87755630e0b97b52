package assay.runner;

import assay.cluster.RemoteStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The lines of a file of a run, read piece by piece: such files may be larger than memory.
 *
 * @param most how many bytes are read at most
 */
record LogLines(RemoteStore store, String runDirectory, String path, long most) implements Iterable<String> {
    private static final int PIECE = 1024 * 1024;

    @Override
    public Iterator<String> iterator() {
        return new Pieces();
    }

    /** Confined to its user. */
    private final class Pieces implements Iterator<String> {
        private final Deque<String> lines = new ArrayDeque<>();
        private String half = "";
        private long offset;
        private boolean over;

        @Override
        public boolean hasNext() {
            while (lines.isEmpty() && !over) {
                read();
            }
            return !lines.isEmpty();
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return lines.removeFirst();
        }

        /** Numbers and words only: every byte counts as one character. */
        private void read() {
            byte[] bytes = store.get(runDirectory, path, offset, (int) Math.min(PIECE, most - offset)).orElse(new byte[0]);
            offset += bytes.length;
            over = bytes.length == 0 || offset >= most;
            String text = half + new String(bytes, StandardCharsets.ISO_8859_1);
            int end = text.lastIndexOf('\n') + 1;
            text.substring(0, end).lines().forEach(lines::addLast);
            half = text.substring(end);
            if (half.length() > PIECE || over && !half.isEmpty()) {
                lines.addLast(half);
                half = "";
            }
        }
    }
}
