package assay.runner;

import assay.cluster.RemoteStore;
import assay.events.recipe.Artifact;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.events.recipe.ServiceSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The container images that a recipe names: whether they are where jobs will look for them, as far as this machine sees it. */
final class ImageFiles {
    private final RemoteStore store;

    ImageFiles(RemoteStore store) {
        this.store = store;
    }

    /** What is missing, and what to do about it; nothing when all are there. */
    List<String> obstacles(Recipe recipe) {
        Map<String, String> users = new LinkedHashMap<>();
        for (ServiceSpec service : recipe.services()) {
            use(users, service.program(), service.name());
        }
        for (ClientSpec client : recipe.clients()) {
            use(users, client.program(), client.name());
        }
        return users.entrySet().stream().map(use -> obstacle(use.getKey(), use.getValue())).flatMap(Optional::stream).toList();
    }

    private static void use(Map<String, String> users, Program program, String name) {
        if (!program.image().isEmpty()) {
            users.merge(program.image(), name, (others, another) -> others + " and " + another);
        }
    }

    private Optional<String> obstacle(String image, String users) {
        return Artifact.ofImage(image).isPresent() ? Optional.empty() : store.unreadable(image).map(reason -> "the image " + image + " of " + users + " cannot be used: " + reason);
    }
}
