package assay.parser;

import assay.events.Problem;
import assay.events.recipe.Recipe;
import java.util.List;

/** What came of reading a recipe. */
public sealed interface Reading {

    /**
     * The recipe is valid.
     *
     * @param recipe   written out in full
     * @param digest   sha256 of the submitted text, lower-case hex
     * @param warnings what is allowed but probably not meant
     */
    record Accepted(Recipe recipe, String digest, List<Problem> warnings) implements Reading {
        public Accepted {
            warnings = List.copyOf(warnings);
        }
    }

    /** The recipe is not valid; all problems in the order of the text, at least one. */
    record Rejected(List<Problem> problems) implements Reading {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
