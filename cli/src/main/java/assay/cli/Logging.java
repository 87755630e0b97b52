package assay.cli;

import java.nio.file.Path;

/**
 * Who gets log lines. Commands speak to people in their own words and log nothing; a server logs into a file of bounded size. To be settled
 * before anything logs.
 */
public final class Logging {
    private static final String PROVIDER = "slf4j.provider";

    private Logging() {
    }

    /** Nobody, which also saves a command the time to set logging up. */
    static void none() {
        System.setProperty(PROVIDER, "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    /** Standard error, warnings only. */
    public static void toStandardError() {
        System.clearProperty(PROVIDER);
    }

    /** {@code server.log} of a data directory: what Assay does, and warnings of all others. */
    public static void toFile(Path dataDirectory) {
        System.clearProperty(PROVIDER);
        System.setProperty("assay.log.file", dataDirectory.resolve("server.log").toString());
        System.setProperty("assay.log.to", "file");
        setDefault("assay.log", "INFO");
        setDefault("assay.log.others", "WARN");
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
