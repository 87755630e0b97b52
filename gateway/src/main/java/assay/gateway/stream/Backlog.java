package assay.gateway.stream;

/** What waits to be taken by all who follow together, in bytes. */
final class Backlog {
    /** Of one of them. */
    static final long MOST = 1 << 20;
    private static final long MOST_OF_ALL = 64 << 20;
    private long bytes;

    void add(long more) {
        bytes += more;
    }

    boolean tooMuch() {
        return bytes > MOST_OF_ALL;
    }
}
