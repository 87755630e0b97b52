package assay.parser;

import java.util.List;

/**
 * One key that recipes know.
 *
 * @param name     as written
 * @param type     what stands behind it
 * @param required whether it must be given
 * @param doc      one sentence for people
 */
record Key(String name, Type type, boolean required, String doc) {

    static Key required(String name, Type type, String doc) {
        return new Key(name, type, true, doc);
    }

    static Key optional(String name, Type type, String doc) {
        return new Key(name, type, false, doc);
    }

    /** A key of which only the named values (or nothing) are available. */
    static Key later(String name, String doc, String... allowed) {
        return new Key(name, new Type.Later(List.of(allowed)), false, doc);
    }

    static Key refused(String name, String why) {
        return new Key(name, new Type.Refused(why), false, why);
    }
}
