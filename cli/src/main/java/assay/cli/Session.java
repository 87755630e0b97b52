package assay.cli;

import assay.core.run.Run;
import assay.events.Entry;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.RerunRequested;
import assay.events.RunId;
import assay.log.PublishException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A command's session with a live server: asks for something, and follows what comes of it. */
interface Session extends AutoCloseable {
    /**
     * Asks for a run; returns its id when the request is kept.
     *
     * @param proposed what it is called where that is ours to say; asking again with it asks for the same run
     */
    RunId submit(RunId proposed, RecipeSubmitted request) throws PublishException;

    /** Asks for an old run again, in the same way. */
    RunId rerun(RunId proposed, RerunRequested request) throws PublishException;

    /**
     * Asks for a run's end.
     *
     * @param interrupt whether it is who asked for the run that wants it no more
     */
    void cancel(RunId run, String reason, boolean interrupt) throws PublishException;

    /** Hands over all of a run's events in the log of record, and what is said of its progress from now on, until the session is closed. */
    void follow(RunId run, Consumer<Entry> consumer, Consumer<String> say);

    /** Looks whether there still is a server for the run to go on. To be asked from time to time while somebody waits. */
    void keep(String shortId, Consumer<String> say) throws IOException, InterruptedException;

    /** Sees to it, at the end of a session that waits for nothing, that a server takes up what was asked for. */
    void leave() throws IOException, InterruptedException;

    /** Brings a finished run's results into a directory where they are not there by themselves; whether all came. */
    boolean fetch(Run run, Path output, Consumer<String> say) throws IOException;

    @Override
    void close();
}
