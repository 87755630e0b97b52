package assay.monitor;

import assay.cluster.Cluster;
import assay.core.loop.Loop;
import assay.core.loop.Placed;
import assay.core.monitor.MonitorAnswer;
import assay.core.monitor.MonitorEffect;
import assay.core.monitor.MonitorProgram;
import assay.core.run.Runs;
import assay.events.Writer;
import assay.events.recipe.Location;
import assay.log.Host.Surroundings;
import assay.log.LogLoops;
import assay.log.LoopSettings;
import assay.log.MetricPublisher;
import assay.log.PlacedEffects;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.function.Function;

/** Connects the monitor to the log of record and to the metrics topic. Wiring only. */
public final class MonitorVerticle extends VerticleBase {
    private static final int MOST_WAITING = 10_000;
    private final LogLoops<Placed<MonitorEffect>, MonitorAnswer> loops;
    private final Surroundings surroundings;
    private final LateSink sink = new LateSink();

    /** On the clusters on which runs are. */
    public MonitorVerticle(Surroundings surroundings, Function<Location, Cluster> clusters) {
        this.surroundings = surroundings;
        Clock clock = Clock.systemUTC();
        this.loops = new LogLoops<>(surroundings, partition -> LoopSettings.of(Writer.MONITOR, partition).keeping(surroundings.snapshots()),
                () -> new Loop<>(new MonitorProgram(), Runs.forService(surroundings.topics().logId())),
                () -> new PlacedEffects<>(location -> new MonitorEffects(clusters.apply(location), sink, clock)), clock);
    }

    @Override
    public Future<?> start() {
        MetricPublisher.open(vertx, surroundings.topics(), MOST_WAITING).onSuccess(sink::open).onFailure(sink::failed);
        return loops.start();
    }

    @Override
    public Future<?> stop() {
        loops.close();
        return sink.close();
    }
}
