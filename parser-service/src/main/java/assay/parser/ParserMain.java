package assay.parser;

import assay.log.Host;

/** Starts the parser service alone, against a Kafka outside. */
public final class ParserMain {
    private ParserMain() {
    }

    /** See {@link assay.log.KafkaArguments} for the command line. */
    public static void main(String[] args) {
        System.exit(Host.run("assay-parser", args,
                surroundings -> new ParserVerticle(surroundings, PresetLibrary.bundled(), ProfileDirectory.of(System.getenv()))));
    }
}
