package assay.log;

/** Whether a partition is this instance's to work on. */
interface Claim {
    /** There is nobody else. */
    Claim UNDISPUTED = () -> true;

    /**
     * Asks whoever knows; waits for the answer.
     *
     * @throws LogUnavailableException when nobody knows at the moment
     */
    boolean held();
}
