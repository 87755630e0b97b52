package assay.parser;

import assay.parser.Node.Mapping;
import assay.parser.Node.Scalar;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds and reads the profile that a recipe's {@code cluster} names. Its problems bear the profile's own file name. */
final class ProfileReader {
    private static final String AUTO = "auto";
    private static final Set<String> BUILT_IN = Set.of(AUTO, "slurm", "local");
    private static final int MOST_NAMED = 10;
    private final Profiles profiles;
    private final Problems problems;

    ProfileReader(Profiles profiles, Problems problems) {
        this.profiles = profiles;
        this.problems = problems;
    }

    /** The profile; one that says nothing where it cannot be had, for a reason that is then among the problems. */
    Profile read(Mapping root) {
        return root.value("cluster").filter(Scalar.class::isInstance).map(Scalar.class::cast)
                .filter(cluster -> !cluster.nothing() && RecipeKeys.CLUSTER.complaint(cluster.text()).isEmpty())
                .flatMap(cluster -> BUILT_IN.contains(cluster.text()) ? Optional.of(Profile.builtIn(cluster.text(), root.place())) : find(cluster))
                .orElseGet(() -> Profile.builtIn(AUTO, root.place()));
    }

    private Optional<Profile> find(Scalar cluster) {
        String name = cluster.text();
        try {
            Optional<String> text = profiles.text(name);
            if (text.isEmpty()) {
                problems.add(cluster.place(), "cluster: there is no profile " + Quoted.of(name) + ": no file " + profiles.file(name), known(name));
            }
            return text.flatMap(found -> read(name, found));
        } catch (IOException failure) {
            problems.add(cluster.place(), "cluster: the profile " + profiles.file(name) + " cannot be read: " + Characters.readableOnly(failure.getMessage()));
            return Optional.empty();
        }
    }

    private String known(String name) {
        List<String> names = profiles.names();
        String near = Suggestion.hint(name, names);
        if (!near.isEmpty()) {
            return near;
        }
        String more = names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "";
        String there = names.isEmpty() ? "there is no profile yet"
                : "there are " + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size()))) + more;
        return there + "; auto, slurm and local are built in";
    }

    private Optional<Profile> read(String name, String text) {
        Problems own = new Problems(profiles.file(name));
        Optional<Node> tree = YamlReader.read("profile", profiles.file(name), text, own);
        tree.ifPresent(node -> new Check(own).check(node, RecipeKeys.PROFILE, ""));
        Optional<Profile> profile = tree.filter(node -> own.isEmpty()).map(node -> Profile.of(name, (Mapping) node));
        profile.filter(read -> read.site().adapter().equals("local") && !read.site().localAllowed())
                .ifPresent(read -> own.add(read.keys().value("local").map(Node::place).orElse(read.keys().place()),
                        "local: 'never' and 'cluster: local' contradict each other", "keep one of them"));
        profile.filter(read -> read.site().pulling().byJob() && read.site().cache().isEmpty())
                .ifPresent(read -> own.add(read.keys().value("stage").map(Node::place).orElse(read.keys().place()),
                        "stage: a job puts what it pulls into the cache, and the key 'cache' is missing", "name a directory on the shared file system under 'cache'"));
        profile.filter(read -> !read.site().pulling().byJob()).flatMap(read -> read.keys().value("stage_job"))
                .ifPresent(node -> own.add(node.place(), "stage_job: no job stages anything here", "write stage: job, or leave it out"));
        problems.addAll(own);
        return profile;
    }
}
