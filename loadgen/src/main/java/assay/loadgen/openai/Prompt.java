package assay.loadgen.openai;

/**
 * What is asked of a model.
 *
 * @param json   the value of {@code prompt} or {@code messages}, written out
 * @param input  its tokens where they are known, else 0
 * @param output the tokens that are asked for
 */
record Prompt(String json, int input, int output) {
}
