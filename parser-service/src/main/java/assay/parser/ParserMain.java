package assay.parser;

import assay.log.Host;

/** Starts the parser service alone, against a Kafka outside. */
public final class ParserMain {
    private static final String NAME = "assay-parser";
    private static final int MISUSED = 64;

    private ParserMain() {
    }

    /** See {@link assay.log.KafkaArguments} for the command line, and {@link Policy} for what else the environment says. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        Policy policy;
        try {
            policy = Policy.of(System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println(NAME + ": " + e.getMessage());
            return MISUSED;
        }
        return Host.run(NAME, args, surroundings -> new ParserVerticle(surroundings, PresetLibrary.bundled(), ProfileDirectory.of(System.getenv()), policy));
    }
}
