package assay.parser;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema (2020-12) of profiles, for editors: written from the table that profiles are checked with. */
public final class ProfileSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ProfileSchema() {
    }

    /** The schema. */
    public static String text() {
        ObjectNode root = JSON.objectNode().put("$schema", "https://json-schema.org/draft/2020-12/schema").put("title", "Assay cluster profile");
        root.setAll(SchemaTypes.fields(RecipeKeys.PROFILE));
        root.set("$defs", JSON.objectNode().set("slurm", SchemaTypes.fields(SlurmKeys.FIELDS)));
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }
}
