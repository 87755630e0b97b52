package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.core.run.Run;
import assay.events.RunId;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A run that somebody named, as the log had it a moment ago. */
record Named(Connection connection, Log log, RunId id) {
    /** Its id, shortened. */
    String shortId() {
        return log.ids().of(id);
    }

    /** Where its results go. */
    Place place() {
        return connection.place(id, log.find(id).map(run -> run.submission().outputDirectory()).orElseGet(() -> log.asked(id)));
    }

    /** The run, when it is over, report included. */
    Optional<Snapshot> over() {
        return log.find(id).filter(Run::over).map(run -> new Snapshot(run, log.events(id), Map.of()));
    }

    /**
     * Waits for its end. What is not over needs a server to get there, so one is started where none is live.
     *
     * @param display closed at the end
     */
    Snapshot end(Display display) throws IOException, InterruptedException {
        if (over().isPresent()) {
            display.close();
            return over().get();
        }
        try (Session session = connection.session(display::say)) {
            return new Watch(session, id, shortId(), display).toTheEnd()
                    .orElseThrow(() -> new IllegalStateException("Only who cancels stops waiting"));
        }
    }
}
