package assay.core.plan;

import assay.events.recipe.Artifact;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.events.recipe.ServiceSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What must be staged before the jobs of a recipe may begin. Pure. */
public final class Artifacts {
    private Artifacts() {
    }

    /** Of all programs, each once, in the order written: images first, then what the program itself asks for. */
    public static List<Artifact> of(Recipe recipe) {
        return Stream.concat(recipe.services().stream().map(ServiceSpec::program), recipe.clients().stream().map(ClientSpec::program))
                .flatMap(Artifacts::of).distinct().toList();
    }

    private static Stream<Artifact> of(Program program) {
        return Stream.concat(Artifact.ofImage(program.image()).stream(), program.staged().values().stream().map(Artifact::read).flatMap(Optional::stream));
    }
}
