package assay.cli;

import assay.events.Token;
import assay.log.DataDirectoryUnsuitableException;
import assay.log.LogUnavailableException;
import assay.log.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The log of a data directory, with the name that it has in tokens.
 *
 * @param name empty when there is no log yet
 */
record OwnLog(Log log, String name) {
    static OwnLog read(Path dataDirectory) throws IOException, InterruptedException, DataDirectoryUnsuitableException, LogUnavailableException {
        OwnLog[] read = {new OwnLog(Log.empty(dataDirectory), "")};
        LogAccess.use(dataDirectory, endpoint -> {
            try (Topics topics = Topics.of(endpoint.settings())) {
                read[0] = new OwnLog(Log.of(dataDirectory, endpoint), topics.logId());
            }
        });
        return read[0];
    }

    /** What it says of a token; empty when that belongs to another log. */
    Optional<Standing> standing(Token token) {
        if (!token.logId().equals(name)) {
            return Optional.empty();
        }
        return Optional.of(log.unfinished().contains(token.run()) ? Standing.LOOKED_AFTER : log.holds(token.run()) ? Standing.OVER : Standing.UNKNOWN);
    }
}
