package assay.cluster.staging;

/** Something cannot be staged. */
final class UnavailableArtifactException extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean permanent;
    private final String hint;

    private UnavailableArtifactException(boolean permanent, String reason, String hint) {
        super(reason);
        this.permanent = permanent;
        this.hint = hint;
    }

    /** As it is asked for it can never be had. */
    static UnavailableArtifactException forGood(String reason, String hint) {
        return new UnavailableArtifactException(true, reason, hint);
    }

    /** It may be had another time. */
    static UnavailableArtifactException thisTime(String reason, String hint) {
        return new UnavailableArtifactException(false, reason, hint);
    }

    boolean permanent() {
        return permanent;
    }

    String hint() {
        return hint;
    }
}
