package assay.scheduler;

import assay.core.plan.Planner;
import assay.core.scheduler.ScriptsWritten;
import assay.core.scheduler.WriteScripts;
import assay.events.JobEvent.RunPlanned;
import assay.events.Problem;
import assay.log.EffectRunner;
import java.util.List;

/** Plans a run and writes its scripts. */
final class ScriptPlanner implements EffectRunner<WriteScripts, ScriptsWritten> {
    private final ScriptWriter writer = new ScriptWriter();
    private final ScriptConfig config;

    ScriptPlanner(ScriptConfig config) {
        this.config = config;
    }

    @Override
    public ScriptsWritten perform(WriteScripts effect) {
        try {
            RunPlanned plan = Planner.plan(effect.recipe());
            return new ScriptsWritten.Written(effect.run(), plan, writer.write(effect.recipe(), plan, config));
        } catch (IllegalArgumentException e) {
            return new ScriptsWritten.Unplannable(effect.run(), List.of(new Problem(effect.recipe().name(), 0, 0, e.getMessage(), "change the recipe")));
        }
    }
}
