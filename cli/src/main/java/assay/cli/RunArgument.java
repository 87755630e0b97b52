package assay.cli;

import assay.log.DataDirectoryUnsuitableException;
import java.io.IOException;
import picocli.CommandLine.Parameters;

/** Which run a command is about. */
final class RunArgument {
    @Parameters(arity = "0..1", paramLabel = "RUN", defaultValue = "latest", description = "A run's id, a unique beginning of it, or 'latest' (default).")
    private String name = "latest";

    /** As given. */
    String name() {
        return name;
    }

    /** Looks it up. */
    Named named(Connection connection) throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        return named(connection, name);
    }

    /** Looks up the run that a name means. */
    static Named named(Connection connection, String name) throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        Log log = connection.log(name);
        return new Named(connection, log, log.id(name));
    }
}
