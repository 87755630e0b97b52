package assay.loadgen.engine;

/** Is told how a run goes on, by one thread. */
public interface Watcher {
    /** A phase begins. */
    void phase(Phase phase);

    /** A second of Unix time is over. */
    void second(Phase phase, Interval interval);
}
