package assay.loadgen.engine;

/** The measured window, in nanoseconds since the load began: from {@code start} to before {@code end}. */
public record Window(long start, long end) {
    boolean holds(long time) {
        return time >= start && time < end;
    }

    /** How much of the stretch between two times lies inside. */
    long overlap(long from, long to) {
        return Math.max(0, Math.min(to, end) - Math.max(from, start));
    }

    /** Its length. */
    public double seconds() {
        return (end - start) / 1e9;
    }

    Window endingAt(long time) {
        return new Window(start, Math.max(start, Math.min(end, time)));
    }
}
