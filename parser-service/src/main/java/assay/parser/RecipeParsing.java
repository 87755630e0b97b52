package assay.parser;

import assay.core.parser.ParseRecipe;
import assay.core.parser.ParserEffect;
import assay.core.parser.RecallRun;
import assay.core.parser.RecipeRead;
import assay.core.parser.Rerun;
import assay.events.JobEvent;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.JobEvent.RecipeRejected;
import assay.events.JobEvent.RunRequested;
import assay.events.Problem;
import assay.log.EffectRunner;
import assay.log.RunArchive;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads recipes, and old runs that are to be run again, for the log of record. Always gives a verdict: what is wrong with a recipe or its profile
 * is told at once, and is not tried again.
 */
final class RecipeParsing implements EffectRunner<ParserEffect, RecipeRead> {
    private static final Logger LOGGER = LoggerFactory.getLogger(RecipeParsing.class);
    private final RecipeReader reader;
    private final Policy policy;
    private final RunArchive archive;

    RecipeParsing(PresetLibrary presets, Profiles profiles, Policy policy, RunArchive archive) {
        this.policy = policy;
        this.archive = archive;
        this.reader = new RecipeReader(presets, profiles, policy);
    }

    @Override
    public RecipeRead perform(ParserEffect effect) {
        return switch (effect) {
            case ParseRecipe parse -> read(parse);
            case RecallRun(var run, var request) -> allowed(Rerun.of(run, request, archive.read(request.original())));
        };
    }

    /** What was accepted once may come from before the policy: it is held against it as if it were submitted now. */
    private RecipeRead allowed(RecipeRead recalled) {
        if (policy.equals(Policy.OPEN) || recalled.events().stream().noneMatch(RecipeAccepted.class::isInstance)) {
            return recalled;
        }
        List<JobEvent> events = new ArrayList<>(recalled.events());
        recalled.events().stream().filter(RunRequested.class::isInstance).map(event -> reader.read(((RunRequested) event).submission())).findFirst()
                .ifPresent(reading -> {
                    if (reading instanceof Reading.Rejected(var problems)) {
                        events.replaceAll(event -> event instanceof RecipeAccepted ? new RecipeRejected(problems) : event);
                    }
                });
        return new RecipeRead(recalled.run(), events);
    }

    private RecipeRead read(ParseRecipe effect) {
        try {
            return new RecipeRead(effect.run(), switch (reader.read(effect.submission())) {
                case Reading.Accepted(var recipe, var digest, var warnings) -> new RecipeAccepted(recipe, digest, warnings);
                case Reading.Rejected(var problems) -> new RecipeRejected(problems);
            });
        } catch (RuntimeException | StackOverflowError bug) {
            LOGGER.atError().setCause(bug).addKeyValue("run", effect.run()).log("A bug of Assay's, please report it: a recipe could not be read");
            return new RecipeRead(effect.run(), new RecipeRejected(List.of(new Problem(effect.submission().sourceName(), 0, 0, "a bug of Assay's: " + bug,
                    "please report it with the recipe"))));
        }
    }
}
