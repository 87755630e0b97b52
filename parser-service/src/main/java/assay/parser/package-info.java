/**
 * Reads recipes. The way of a text: {@link assay.parser.RecipeReader} lets {@code YamlReader} make a tree of positioned {@code Node}s,
 * {@code Overrides} changes it as the command line says, {@code Check} holds it against the key tables ({@code RecipeKeys},
 * {@code JobKeys}, {@code SlurmKeys}), {@code ProfileReader} reads the profile that it names in the same way, {@code JobLayers} lays presets
 * and defaults beneath, {@code CrossCheck}, {@code FigureCheck} and {@code FileCheck} look at what keys say together, {@code RecipeBuilder}
 * writes the recipe out, and {@code PlanCheck} tries to plan it. The same tables make the reference and the {@link assay.parser.RecipeSchema}.
 */
package assay.parser;
