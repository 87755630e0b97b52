package assay.server;

import assay.cluster.RemoteStore;
import assay.events.FileFact;
import assay.events.Token;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;

/** The logs of a run's jobs in its run directory, wherever that is. */
final class FarLogs {
    private static final int MOST_FILES = 1_000;
    private static final int PIECE = 1 << 20;
    private final RemoteStore store;
    private final String runDirectory;

    FarLogs(RemoteStore store, String runDirectory) {
        this.store = store;
        this.runDirectory = runDirectory;
    }

    /** Prints the logs of one token, each behind its file's name; how many there are. */
    int print(Token token, Consumer<String> heading, PrintStream out) {
        List<FileFact> own = store.describe(runDirectory, "logs", MOST_FILES).stream().filter(file -> file.path().startsWith("logs/" + token + ".")).toList();
        for (FileFact file : own) {
            heading.accept(file.path().substring(file.path().indexOf('/') + 1));
            for (long offset = 0; offset < file.bytes(); offset += PIECE) {
                out.writeBytes(store.get(runDirectory, file.path(), offset, (int) Math.min(PIECE, file.bytes() - offset)).orElse(new byte[0]));
            }
        }
        return own.size();
    }
}
