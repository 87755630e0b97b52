package assay.cli;

import picocli.CommandLine.Parameters;

/** Which run a command is about. */
final class RunArgument {
    @Parameters(paramLabel = "RUN", defaultValue = "latest", description = "A run's id, a unique beginning of it, or 'latest' (default).")
    private String name = "latest";

    /** As given. */
    String name() {
        return name;
    }
}
