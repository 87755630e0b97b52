package assay.parser;

import assay.core.loop.Loop;
import assay.core.parser.ParserEffect;
import assay.core.parser.ParserProgram;
import assay.core.parser.RecipeRead;
import assay.core.run.Runs;
import assay.events.RunId;
import assay.events.Writer;
import assay.log.Host.Surroundings;
import assay.log.KafkaRunArchive;
import assay.log.LogLoops;
import assay.log.LoopSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;

/** Connects the parser to the log of record. Wiring only. */
public final class ParserVerticle extends VerticleBase {
    private final LogLoops<ParserEffect, RecipeRead> loops;

    /** With the presets and profiles that recipes may name, and what those who submit may do here. */
    public ParserVerticle(Surroundings surroundings, PresetLibrary presets, Profiles profiles, Policy policy) {
        this.loops = new LogLoops<>(surroundings, partition -> LoopSettings.of(Writer.PARSER, partition).withInbox().keeping(surroundings.snapshots()),
                () -> new Loop<>(new ParserProgram(), Runs.forService(surroundings.topics().logId())),
                () -> new RecipeParsing(presets, profiles, policy, new KafkaRunArchive(surroundings.topics())), Clock.systemUTC());
    }

    /** The runs that something is to be done for yet, by any Assay service, requests that are not taken up included. */
    public List<RunId> unfinished() {
        return loops.unfinished();
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
