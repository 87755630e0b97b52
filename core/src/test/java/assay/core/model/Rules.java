package assay.core.model;

/**
 * The rules of the protocol, each of which may be broken to show what it is there for.
 *
 * @param deadline  a submission cannot act after its deadline
 * @param claim     only the first job of a token runs the payload
 * @param lookUp    what became of an intent is looked up before it is submitted again
 * @param own       only the process that wrote an intent acts on it
 * @param ambiguity an answer that says nothing is not taken for a refusal
 * @param readBack  a service applies its own events only when it reads them from the log
 */
record Rules(boolean deadline, boolean claim, boolean lookUp, boolean own, boolean ambiguity, boolean readBack) {
    static final Rules KEPT = new Rules(true, true, true, true, true, true);

    Rules withoutDeadline() {
        return new Rules(false, claim, lookUp, own, ambiguity, readBack);
    }

    Rules withoutClaim() {
        return new Rules(deadline, false, lookUp, own, ambiguity, readBack);
    }

    Rules withoutLookUp() {
        return new Rules(deadline, claim, false, own, ambiguity, readBack);
    }

    Rules actingOnAnyIntent() {
        return new Rules(deadline, claim, lookUp, false, ambiguity, readBack);
    }

    Rules takingAmbiguityForRefusal() {
        return new Rules(deadline, claim, lookUp, own, false, readBack);
    }

    Rules withoutReadingBack() {
        return new Rules(deadline, claim, lookUp, own, ambiguity, false);
    }
}
