package assay.loadgen.openai;

import assay.loadgen.driver.Request;
import java.util.Map;

/** Where prompts come from. */
public sealed interface Prompts permits RandomPrompts, DataSet {
    /** The prompt of this request; the same for the same seed and number. */
    Prompt of(Request request);

    /** What it is, for the result. */
    Map<String, Object> settings();
}
