package assay.cli;

import assay.core.run.Run;
import assay.events.RunId;
import assay.log.DataDirectoryUnsuitableException;
import java.io.IOException;
import java.util.function.Consumer;

/** A server that is spoken to: what it knows of runs, and the way to ask it for something. */
interface Connection {
    /**
     * What it knows of runs now.
     *
     * @param wanted runs whose events are wanted, as for {@link Log#id}: they are read at the same time
     */
    Log log(String... wanted) throws IOException, InterruptedException, DataDirectoryUnsuitableException;

    /**
     * Opens a session, for which there must be a live server.
     *
     * @param say where messages go
     */
    Session session(Consumer<String> say) throws IOException, InterruptedException;

    /** The same with messages on standard error. */
    default Session session() throws IOException, InterruptedException {
        return session(words -> System.err.println("assay: " + words));
    }

    /** Whether results come into being where this machine may not see them, and are fetched. */
    boolean far();

    /** The logs of jobs. */
    JobLogs logs();

    /** Where a run's results are, for people. */
    Place place(RunId run, String outputDirectory);

    /** Where a run's results are, for people. */
    default Place place(Run run) {
        return place(run.id(), run.submission().outputDirectory());
    }
}
