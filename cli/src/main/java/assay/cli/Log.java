package assay.cli;

import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.RunId;
import assay.events.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The log of record, read to its end by a command that only looks. */
final class Log implements AutoCloseable {
    private final Session session;
    private final Runs runs;
    private final List<Entry> entries = new ArrayList<>();

    private Log(Session session) {
        this.session = session;
        this.runs = Runs.of(session.logId());
    }

    /** Reads the log of the live server, or of one that is started to read it: a server that finds nothing to do ends by itself. */
    static Log read(DataDirectoryOption data) throws IOException, InterruptedException {
        Log log = new Log(Session.open(new Servers(data.path()).liveOrStarted()));
        log.session.read(Topic.JOBS, Optional.empty(), log::take);
        return log;
    }

    private void take(Entry entry) {
        entries.add(entry);
        runs.take(entry);
    }

    /** All runs. */
    Runs runs() {
        return runs;
    }

    /** Everything that was read, in log order. */
    List<Entry> entries() {
        return entries;
    }

    /** The connection it was read through. */
    Session session() {
        return session;
    }

    /** The run that somebody means: a unique beginning of its id, or {@code latest}. */
    Run run(String name) {
        List<Run> all = List.copyOf(runs.all());
        if (name.equals("latest")) {
            if (all.isEmpty()) {
                throw new MisuseException("there is no run yet");
            }
            return all.getLast();
        }
        List<Run> found = all.stream().filter(run -> run.id().value().startsWith(name)).toList();
        if (found.size() != 1) {
            throw new MisuseException(found.isEmpty() ? "there is no run '" + name + "'; `assay list` shows all"
                    : "'" + name + "' may mean " + found.stream().map(Run::id).map(RunId::value).toList() + "; give more of the id");
        }
        return found.getFirst();
    }

    @Override
    public void close() {
        session.close();
    }
}
