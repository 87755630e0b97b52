package assay.cli;

import assay.core.run.Run;
import assay.events.Envelope;
import assay.events.RunId;
import java.util.List;
import java.util.Optional;

/** What a server knows of runs, as a command finds it. */
interface Log {
    /** All runs, oldest first, behind those that were imported. */
    List<ListedRun> all();

    /** The id that somebody means, of a run that may not be taken up yet: a unique beginning of it, or {@code latest}, the last one that was not just planned. */
    RunId id(String name);

    /** The run with this id; empty when it is unknown, or not taken up yet. */
    Optional<Run> find(RunId id);

    /** A run's events, in log order. */
    List<Envelope> events(RunId run);

    /** Their ids, shortened. */
    ShortIds ids();

    /** Where the results of a run go that is not taken up yet. */
    String asked(RunId id);

    /** Runs that were imported. */
    Imported imported();

    /** The run that somebody means, as for {@link #id}. */
    default Run run(String name) {
        RunId id = id(name);
        return find(id).orElseThrow(() -> new MisuseException("run " + id + " was submitted, but no server has taken it up yet; `assay watch " + id
                + "` waits for that"));
    }
}
