package assay.cli;

import assay.log.DataDirectoryUnsuitableException;
import java.io.IOException;
import java.nio.file.Path;
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
    Named named(Path dataDirectory) throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        return named(dataDirectory, name);
    }

    /** Looks up the run that a name means. */
    static Named named(Path dataDirectory, String name) throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        Log log = Log.read(dataDirectory, name);
        return new Named(dataDirectory, log, log.id(name));
    }
}
