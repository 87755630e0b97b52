package assay.runner;

import assay.cluster.Cluster;
import assay.core.loop.Loop;
import assay.core.loop.Placed;
import assay.core.run.Runs;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect;
import assay.core.runner.RunnerProgram;
import assay.events.Writer;
import assay.events.recipe.Location;
import assay.log.Host.Surroundings;
import assay.log.LogLoops;
import assay.log.LoopSettings;
import assay.log.PlacedEffects;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;

/** Connects the runner to the log of record. Wiring only. */
public final class RunnerVerticle extends VerticleBase {
    private final LogLoops<Placed<RunnerEffect>, RunnerAnswer> loops;

    /** On the clusters that recipes name; to its predecessor's intents each loop is another process, also where a partition came back. */
    public RunnerVerticle(Surroundings surroundings, Function<Location, Cluster> clusters, RunnerConfig config) {
        Clock clock = Clock.systemUTC();
        this.loops = new LogLoops<>(surroundings, partition -> LoopSettings.of(Writer.RUNNER, partition).keeping(surroundings.snapshots()),
                () -> new Loop<>(new RunnerProgram(UUID.randomUUID().toString(), config.timing()), Runs.forService(surroundings.topics().logId())),
                () -> new PlacedEffects<>(location -> new RunnerEffects(clusters.apply(location), clock, config.secrets())), clock);
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
