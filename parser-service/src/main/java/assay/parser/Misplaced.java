package assay.parser;

import java.util.Optional;

/** Knows where a key belongs that cannot stand where it was written, and how one is written that holds its value. */
final class Misplaced {
    private Misplaced() {
    }

    /** A hint; empty when the name is no key at the other places where people write it. */
    static Optional<String> hint(String name, Type.Fields here) {
        int equals = name.indexOf('=');
        if (equals > 0 && here.key(name.substring(0, equals)).isPresent()) {
            return Optional.of("write " + Quoted.of(name.substring(0, equals) + ": " + name.substring(equals + 1)));
        }
        if (here.key("slurm").isPresent() && SlurmKeys.FIELDS.key(name).isPresent()) {
            return Optional.of("it belongs under 'slurm'");
        }
        boolean service = JobKeys.SERVICE.key(name).isPresent();
        boolean client = JobKeys.CLIENT.key(name).isPresent();
        if (!here.key("slurm").isPresent() || !service && !client) {
            return Optional.empty();
        }
        return Optional.of("it belongs to a " + (service && client ? "service or a client" : service ? "service" : "client"));
    }
}
