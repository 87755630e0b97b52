package assay.server;

/** What is known of a token that something on the cluster bears. */
enum Standing {
    /** Of this log and unfinished. */
    LOOKED_AFTER("of this log, unfinished: its server looks after it", false),
    /** Of this log, which has its run's end. */
    OVER("of this log, its run is over: a stray", true),
    /** Of this log by its name, and not in it. */
    UNKNOWN("of this log, which does not know its run: a stray", true),
    /** Of another log with a living server. */
    OTHERS("of another log, whose server lives", false),
    /** Of another log whose server is gone. */
    OTHERS_STALE("of another log, whose lease ran out: a stray", true),
    /** Of another log, and nobody can say whether its server lives. */
    OTHERS_UNSURE("of another log, whose lease cannot be looked at from here", false);

    private final String words;
    private final boolean stray;

    Standing(String words, boolean stray) {
        this.words = words;
        this.stray = stray;
    }

    /** For people. */
    String words() {
        return words;
    }

    /** Whether nobody looks after it any more. */
    boolean stray() {
        return stray;
    }
}
