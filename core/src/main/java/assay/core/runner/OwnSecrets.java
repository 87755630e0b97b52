package assay.core.runner;

import assay.events.recipe.ClientSpec;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.events.recipe.ServiceSpec;
import java.util.List;
import java.util.stream.Stream;

/** Which secrets of the user's own a recipe names. Pure. */
public final class OwnSecrets {
    private OwnSecrets() {
    }

    /** Of all programs, each once, in the order written. */
    public static List<String> of(Recipe recipe) {
        return names(Stream.concat(recipe.services().stream().map(ServiceSpec::program), recipe.clients().stream().map(ClientSpec::program)));
    }

    /** Of one service or client. */
    static List<String> of(Recipe recipe, String component) {
        return names(Stream.concat(recipe.services().stream().filter(service -> service.name().equals(component)).map(ServiceSpec::program),
                recipe.clients().stream().filter(client -> client.name().equals(component)).map(ClientSpec::program)));
    }

    private static List<String> names(Stream<Program> programs) {
        return programs.flatMap(program -> program.secrets().values().stream()).distinct().toList();
    }
}
