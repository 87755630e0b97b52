package assay.core.model;

import assay.core.plan.Planner;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventId;
import assay.events.JobEvent;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import assay.events.Token;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.MonitorSpec;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What stands in the log when the search begins: a run of one client, up to its release. */
final class Beginning {
    private Beginning() {
    }

    static List<Envelope> of(RunId run, Token token, Instant start) {
        ClientSpec client = new ClientSpec("load", "", Map.of(), new Program("", List.of(), "exec run", "", Map.of(), List.of()), "", "", "none", 25,
                new SlurmOptions(Map.of(), 1, 600));
        Recipe recipe = new Recipe("one job", "", Site.builtIn("auto"), List.of(), List.of(client), 1, new MonitorSpec(Map.of()), List.of(), List.of());
        List<Event> all = List.of(new JobEvent.RunRequested(new RecipeSubmitted("recipe: 1", "r.yaml", Mode.RUN, List.of(), Map.of(), List.of(), "/r", "ada")),
                new JobEvent.RecipeAccepted(recipe, "ab", List.of()), new JobEvent.ClusterObserved("slurm", true, "", false, Map.of(), List.of(), "/r"), Planner.plan(recipe),
                new JobEvent.JobScripted(token.job(), "#!/bin/bash", List.of(), "ab"), new JobEvent.JobChecked(token.job(), true, ""), new JobEvent.JobReleased(token.job()));
        return all.stream().map(event -> new Envelope(new EventId("begin" + all.indexOf(event)), run, "/test", start, "", event)).toList();
    }
}
