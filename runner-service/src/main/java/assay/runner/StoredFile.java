package assay.runner;

import assay.cluster.RemoteStore;
import java.io.InputStream;

/** A file of a run as a stream, read piece by piece: such files may be larger than memory. Confined to its user. */
final class StoredFile extends InputStream {
    private static final int PIECE = 1024 * 1024;
    private final RemoteStore store;
    private final String runDirectory;
    private final String path;
    private final long most;
    private byte[] piece = {};
    private int at;
    private long offset;
    private boolean over;

    /** At most so many bytes of it. */
    StoredFile(RemoteStore store, String runDirectory, String path, long most) {
        this.store = store;
        this.runDirectory = runDirectory;
        this.path = path;
        this.most = most;
    }

    @Override
    public int read() {
        return filled() ? piece[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        if (length == 0) {
            return 0;
        }
        if (!filled()) {
            return -1;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, from, count);
        at += count;
        return count;
    }

    @Override
    public void close() {
        over = true;
    }

    private boolean filled() {
        if (at == piece.length && !over) {
            piece = store.get(runDirectory, path, offset, (int) Math.min(PIECE, most - offset)).orElse(new byte[0]);
            at = 0;
            offset += piece.length;
            over = piece.length == 0 || offset >= most;
        }
        return at < piece.length;
    }
}
