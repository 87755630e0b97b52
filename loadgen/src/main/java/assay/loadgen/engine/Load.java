package assay.loadgen.engine;

/** A load model: decides what a worker that is free does next. */
sealed interface Load permits OpenLoad, ClosedLoad {
    /** Begins; the workers are there and none has been told that it is free. */
    void begin();

    /** The worker has nothing to do. Called on its event loop. */
    void free(Worker worker);

    /** Sends nothing more. */
    void stop();

    /** Whether nothing more will be sent and nothing is under way. */
    boolean isQuiet();

    /** How many requests were due inside the window until now, where that does not depend on the server; else -1. */
    long due(Window window);
}
