package assay.log;

import assay.events.Envelope;
import assay.events.RunId;
import java.util.List;

/** What the log of record holds of one run, also of one that is long over: for effects that need more of it than a fold keeps. */
public interface RunArchive {
    /**
     * The run's events in log order, as of now; none when the log has no such run.
     *
     * @throws LogUnavailableException when Kafka cannot be reached or refuses
     */
    List<Envelope> read(RunId run);
}
