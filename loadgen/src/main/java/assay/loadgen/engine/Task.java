package assay.loadgen.engine;

/**
 * One request on its way.
 *
 * @param number    which, from 0
 * @param due       when it was due
 * @param sent      when it was sent
 * @param isBlocked whether no user was free when it was due
 */
record Task(long number, long due, long sent, boolean isBlocked) {
    long delay() {
        return Math.max(0, sent - due);
    }
}
