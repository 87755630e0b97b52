/** The written-out recipe: every default filled in, presets and profile expanded. What {@code RecipeAccepted} carries. */
package assay.events.recipe;
