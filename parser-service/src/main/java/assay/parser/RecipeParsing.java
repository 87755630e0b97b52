package assay.parser;

import assay.core.parser.ParseRecipe;
import assay.core.parser.RecipeRead;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.JobEvent.RecipeRejected;
import assay.log.EffectRunner;

/** Reads recipes for the log of record. */
final class RecipeParsing implements EffectRunner<ParseRecipe, RecipeRead> {
    private final RecipeReader reader;

    RecipeParsing(PresetLibrary presets) {
        this.reader = new RecipeReader(presets);
    }

    @Override
    public RecipeRead perform(ParseRecipe effect) {
        return new RecipeRead(effect.run(), switch (reader.read(effect.submission())) {
            case Reading.Accepted(var recipe, var digest, var warnings) -> new RecipeAccepted(recipe, digest, warnings);
            case Reading.Rejected(var problems) -> new RecipeRejected(problems);
        });
    }
}
