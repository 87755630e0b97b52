package assay.parser;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema (2020-12) of recipes, for editors: written from the tables that recipes are checked with. It knows forms; what keys say
 * together is for the parser.
 */
public final class RecipeSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper WRITER = JsonMapper.builder().build();

    private RecipeSchema() {
    }

    /** Prints the schema of recipes with the presets that come with Assay. */
    public static void main(String[] args) {
        System.out.print(text(PresetLibrary.bundled()));
    }

    /** The schema of recipes that may use these presets. */
    public static String text(PresetLibrary presets) {
        return WRITER.writerWithDefaultPrettyPrinter().writeValueAsString(schema(presets)) + "\n";
    }

    private static ObjectNode schema(PresetLibrary presets) {
        ObjectNode root = JSON.objectNode().put("$schema", "https://json-schema.org/draft/2020-12/schema").put("title", "Assay recipe");
        root.setAll(SchemaTypes.fields(RecipeKeys.RECIPE));
        ObjectNode properties = (ObjectNode) root.get("properties");
        for (Preset.Kind kind : Preset.Kind.values()) {
            ObjectNode jobs = SchemaTypes.map(JobKeys.NAME.form().pattern(), SchemaTypes.reference(kind.word()));
            properties.set(kind.word() + "s", jobs.put("minProperties", 1).put("description", properties.get(kind.word() + "s").get("description").asString()));
        }
        root.set("required", SchemaTypes.texts(List.of("recipe", "name", "services", "clients")));
        ObjectNode definitions = JSON.objectNode().set("slurm", SchemaTypes.fields(SlurmKeys.FIELDS));
        Stream.of(Preset.Kind.values()).forEach(kind -> definitions.set(kind.word(), job(kind, presets)));
        root.set("$defs", definitions);
        return root;
    }

    private static ObjectNode job(Preset.Kind kind, PresetLibrary presets) {
        ObjectNode job = SchemaTypes.fields(kind.keys());
        List<String> names = presets.names(kind);
        ((ObjectNode) job.get("properties").get("uses")).remove(List.of("type", "pattern"));
        ((ObjectNode) job.get("properties").get("uses")).set("enum", SchemaTypes.texts(names));
        job.set("anyOf", SchemaTypes.array(Stream.of("uses", "command", "run").map(RecipeSchema::required)));
        job.set("dependentRequired", JSON.objectNode().set("with", SchemaTypes.texts(List.of("uses"))));
        ArrayNode rules = job.withArray("allOf");
        names.stream().flatMap(name -> presets.find(name).stream()).forEach(preset -> rules.add(parameters(preset)));
        switch (kind) {
            case SERVICE -> job.set("required", JSON.arrayNode());
            case CLIENT -> job.set("required", SchemaTypes.texts(List.of("target")));
        }
        return job;
    }

    /** Where a preset is used, its parameters may stand under {@code with}. */
    private static ObjectNode parameters(Preset preset) {
        ObjectNode used = JSON.objectNode().set("properties", JSON.objectNode().set("uses", JSON.objectNode().put("const", preset.name())));
        used.set("required", SchemaTypes.texts(List.of("uses")));
        ObjectNode then = JSON.objectNode().set("properties", JSON.objectNode().set("with", SchemaTypes.fields(preset.with())));
        if (preset.parameters().stream().anyMatch(Parameter::required)) {
            then.set("required", SchemaTypes.texts(List.of("with")));
        }
        ObjectNode rule = JSON.objectNode().set("if", used);
        return rule.set("then", then);
    }

    private static ObjectNode required(String key) {
        return JSON.objectNode().set("required", SchemaTypes.texts(List.of(key)));
    }
}
