package assay.cluster.ssh;

/** What to do about words of ssh's. Pure. */
final class Advice {
    private Advice() {
    }

    /** The words, and what to do where that is known. */
    static String on(String words) {
        if (words.contains("Host key verification failed")) {
            return words + " (log in once by hand with ssh, so that its key is known)";
        }
        if (words.contains("Permission denied")) {
            return words + " (nobody can be asked for a password or a second factor here: `assay connect CLUSTER` asks at the terminal)";
        }
        return words;
    }
}
