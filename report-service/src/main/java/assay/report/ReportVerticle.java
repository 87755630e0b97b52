package assay.report;

import assay.core.loop.Loop;
import assay.core.reporter.PublishReport;
import assay.core.reporter.ReportProgram;
import assay.core.reporter.ReportWritten;
import assay.core.run.Runs;
import assay.events.Writer;
import assay.log.Host.Surroundings;
import assay.log.LogLoops;
import assay.log.LoopSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;

/** Connects the report service to the log of record. Wiring only. */
public final class ReportVerticle extends VerticleBase {
    private final LogLoops<PublishReport, ReportWritten> loops;

    /** The report service needs nothing but the log. */
    public ReportVerticle(Surroundings surroundings) {
        Clock clock = Clock.systemUTC();
        this.loops = new LogLoops<>(surroundings, partition -> LoopSettings.of(Writer.REPORT, partition).keeping(surroundings.snapshots()),
                () -> new Loop<>(new ReportProgram(), Runs.withHistory(surroundings.topics().logId())), () -> new ReportPublishing(clock), clock);
    }

    @Override
    public Future<?> start() {
        return loops.start();
    }

    @Override
    public Future<?> stop() {
        loops.close();
        return Future.succeededFuture();
    }
}
