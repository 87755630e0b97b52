package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.scheduler.ScriptsWritten;
import assay.core.scheduler.WriteScripts;
import assay.events.Envelope;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.Origin;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Recipe;
import assay.testkit.SampleRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptPlannerTest {
    private final ScriptPlanner planner = new ScriptPlanner(ScriptConfig.standard(), run -> List.of());

    private static Recipe recipe() {
        return SampleRun.log(1, 5).stream().map(Envelope::event).filter(RecipeAccepted.class::isInstance)
                .map(event -> ((RecipeAccepted) event).recipe()).findFirst().orElseThrow();
    }

    @Test
    void shouldWriteAScriptForEachJobOfThePlan() {
        // when
        ScriptsWritten answer = planner.perform(new WriteScripts(SampleRun.RUN, recipe(), Origin.NONE));
        // then
        assertThat(answer).isInstanceOfSatisfying(ScriptsWritten.Written.class, written -> {
            assertThat(written.scripts()).hasSameSizeAs(written.plan().jobs());
            assertThat(written.scripts()).allSatisfy(script -> assertThat(script.script()).startsWith("#!/bin/bash"));
        });
    }

    @Test
    void shouldAnswerAlsoForARecipeThatNobodyCanPlan() {
        // given
        Recipe recipe = recipe();
        ClientSpec client = recipe.clients().getFirst();
        ClientSpec unnamed = new ClientSpec("Not A Name", client.preset(), client.with(), client.program(), client.warmup(), client.target(), client.results(),
                client.windowSeconds(), client.slurm());
        Recipe bad = new Recipe(recipe.name(), recipe.description(), recipe.site(), recipe.services(), List.of(unnamed), 1, recipe.monitor(), recipe.slo(),
                recipe.files());
        // when
        ScriptsWritten answer = planner.perform(new WriteScripts(SampleRun.RUN, bad, Origin.NONE));
        // then
        assertThat(answer).isInstanceOfSatisfying(ScriptsWritten.Unplannable.class, problems ->
            assertThat(problems.problems()).singleElement().satisfies(problem -> assertThat(problem.message()).contains("Not A Name")));
    }
}
