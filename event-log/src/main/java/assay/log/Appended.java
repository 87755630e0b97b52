package assay.log;

/** How a transaction ended. */
sealed interface Appended {
    /** Everything of it stands in the log. */
    record Committed() implements Appended {
    }

    /** Nothing of it stands in the log. */
    record Aborted(String reason) implements Appended {
    }

    /** Only reading the log to its end behind a new fence tells. */
    record Unknown(String reason) implements Appended {
    }

    /** Nothing of it stands in the log, and another instance holds the transactional id. */
    record TakenOver() implements Appended {
    }
}
