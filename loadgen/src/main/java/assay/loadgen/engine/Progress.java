package assay.loadgen.engine;

/** Knows which phase it is, tells when one begins, and looks at the generator itself at both ends of the window. Used by one thread. */
final class Progress {
    private final LoadClock clock;
    private final Window window;
    private final Watcher watcher;
    private Phase phase = Phase.PREPARE;
    private Usage atStart = Usage.now();
    private long longestPause;

    Progress(LoadClock clock, LoadPlan plan, Watcher watcher) {
        this.clock = clock;
        this.window = plan.span();
        this.watcher = watcher;
    }

    /** The phase now; tells when it is another than before. */
    Phase phase() {
        Phase is = at(clock.now());
        if (is != phase) {
            phase(is);
        }
        return is;
    }

    private Phase at(long time) {
        return time < 0 ? Phase.WAITING : time < window.start() ? Phase.WARMUP : time < window.end() ? Phase.MEASURE : Phase.DRAIN;
    }

    boolean isUnderWay() {
        return phase() != Phase.DRAIN;
    }

    /** What was used since the window began. */
    Usage usage() {
        return Usage.now().since(atStart, longestPause);
    }

    private void phase(Phase next) {
        if (next == Phase.MEASURE) {
            atStart = Usage.now();
            longestPause = 0;
        }
        phase = next;
        watcher.phase(next);
    }

    /** Passes a second on, with the phase in which its middle lay. */
    void second(Interval interval) {
        longestPause = Math.max(longestPause, Usage.lastPause());
        watcher.second(at(Math.max(0, clock.timeOf(interval.second() * 1_000_000 + 500_000))), interval);
    }
}
