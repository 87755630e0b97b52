package assay.core.parser;

import assay.core.loop.Effect;
import assay.events.RunId;
import java.time.Duration;

/** What the parser wants done in the world. */
public sealed interface ParserEffect extends Effect permits ParseRecipe, RecallRun {
    /** The run that it is done for. */
    RunId run();

    @Override
    default Duration pause() {
        return Duration.ofSeconds(30);
    }
}
