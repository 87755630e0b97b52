package assay.scheduler;

import assay.core.plan.Planner;
import assay.core.scheduler.RecordedScripts;
import assay.core.scheduler.ScriptsWritten;
import assay.core.scheduler.WriteScripts;
import assay.events.JobEvent.RunPlanned;
import assay.events.Problem;
import assay.events.RerunStep;
import assay.events.RunId;
import assay.log.EffectRunner;
import assay.log.RunArchive;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans a run and writes its scripts, or recalls those of an old run. Always answers: planning is pure, so what failed once fails again. */
final class ScriptPlanner implements EffectRunner<WriteScripts, ScriptsWritten> {
    private static final Logger LOGGER = LoggerFactory.getLogger(ScriptPlanner.class);
    private final ScriptWriter writer = new ScriptWriter();
    private final ScriptConfig config;
    private final RunArchive archive;

    ScriptPlanner(ScriptConfig config, RunArchive archive) {
        this.archive = archive;
        this.config = config;
    }

    @Override
    public ScriptsWritten perform(WriteScripts effect) {
        String original = effect.origin().run();
        return effect.origin().from(RerunStep.RUN) ? RecordedScripts.of(effect.run(), original, archive.read(new RunId(original))) : planned(effect);
    }

    private ScriptsWritten planned(WriteScripts effect) {
        try {
            RunPlanned plan = Planner.plan(effect.recipe());
            return new ScriptsWritten.Written(effect.run(), plan, writer.write(effect.recipe(), plan, config));
        } catch (IllegalArgumentException e) {
            return unplannable(effect, String.valueOf(e.getMessage()), "change the recipe");
        } catch (RuntimeException bug) {
            LOGGER.atError().setCause(bug).addKeyValue("run", effect.run()).log("A bug of Assay's, please report it: a run could not be planned");
            return unplannable(effect, "a bug of Assay's: " + bug, "please report it with the recipe");
        }
    }

    private static ScriptsWritten unplannable(WriteScripts effect, String message, String hint) {
        return new ScriptsWritten.Unplannable(effect.run(), List.of(new Problem(effect.recipe().name(), 0, 0, message, hint)));
    }
}
