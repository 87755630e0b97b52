package assay.server;

import assay.cli.KafkaLog;
import assay.cli.OwnConnection;
import assay.events.Token;
import assay.log.DataDirectoryUnsuitableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The log of a data directory, with the name that it has in tokens.
 *
 * @param name empty when there is no log yet
 */
record OwnLog(KafkaLog log, String name) {
    static OwnLog read(Path dataDirectory) throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        OwnConnection own = new OwnConnection(dataDirectory, new Hosting());
        return new OwnLog(own.log(), own.id().orElse(""));
    }

    /** What it says of a token; empty when that belongs to another log. */
    Optional<Standing> standing(Token token) {
        if (!token.logId().equals(name)) {
            return Optional.empty();
        }
        return Optional.of(!log.holds(token.run()) ? Standing.UNKNOWN : log.unfinished(token.run()) ? Standing.LOOKED_AFTER : Standing.OVER);
    }
}
