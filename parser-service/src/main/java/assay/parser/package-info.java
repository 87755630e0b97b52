/**
 * Reads recipes. The way of a text: {@link assay.parser.RecipeReader} lets {@code YamlReader} make a tree of positioned {@code Node}s,
 * {@code Overrides} changes it as the command line says, {@code Check} holds it against the key tables ({@code RecipeKeys},
 * {@code JobKeys}, {@code SlurmKeys}), {@code JobLayers} lays presets and defaults beneath, {@code CrossCheck} looks at what keys say
 * together, {@code RecipeBuilder} writes the recipe out.
 */
package assay.parser;
