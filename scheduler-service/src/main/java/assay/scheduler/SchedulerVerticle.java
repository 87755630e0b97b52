package assay.scheduler;

import assay.core.loop.Loop;
import assay.core.run.Runs;
import assay.core.scheduler.SchedulerProgram;
import assay.core.scheduler.ScriptsWritten;
import assay.core.scheduler.WriteScripts;
import assay.events.Writer;
import assay.log.Host.Surroundings;
import assay.log.KafkaRunArchive;
import assay.log.LogLoops;
import assay.log.LoopSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;

/** Connects the scheduler to the log of record. Wiring only. */
public final class SchedulerVerticle extends VerticleBase {
    private final LogLoops<WriteScripts, ScriptsWritten> loops;

    /** With how it is set. */
    public SchedulerVerticle(Surroundings surroundings, SchedulerConfig config) {
        this.loops = new LogLoops<>(surroundings, partition -> LoopSettings.of(Writer.SCHEDULER, partition).keeping(surroundings.snapshots()),
                () -> new Loop<>(new SchedulerProgram(config.patienceWithMonitor()), Runs.forService(surroundings.topics().logId())),
                () -> new ScriptPlanner(config.scripts(), new KafkaRunArchive(surroundings.topics())), Clock.systemUTC());
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
