package assay.core.reporter;

import assay.core.loop.Effect;
import assay.events.Envelope;
import assay.events.RunId;
import java.time.Duration;
import java.util.List;

/** Write a run's report into its output directory. */
public record PublishReport(RunId run, String outputDirectory, List<Envelope> log) implements Effect {
    public PublishReport {
        log = List.copyOf(log);
    }

    @Override
    public String key() {
        return "report/" + run;
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(10);
    }
}
