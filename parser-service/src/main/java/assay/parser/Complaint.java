package assay.parser;

/** Why a text is not a value of its type. */
record Complaint(String message, String hint) {

    static Complaint expected(String what, String found) {
        return expected(what, found, "");
    }

    static Complaint expected(String what, String found, String hint) {
        return new Complaint("expected " + what + ", but found " + Quoted.of(found), hint);
    }
}
