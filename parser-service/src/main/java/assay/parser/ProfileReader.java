package assay.parser;

import assay.events.recipe.Connect;
import assay.parser.Node.Mapping;
import assay.parser.Node.Scalar;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds and reads the profile that a recipe's {@code cluster} names, and those that it is based on. Their problems bear their own file names. A
 * name means the user's profile before one that comes with Assay; beneath a profile it means another one than those above it.
 */
final class ProfileReader {
    static final List<String> BUILT_IN = List.of("auto", "slurm", "local");
    private static final String AUTO = BUILT_IN.getFirst();
    private static final String USUAL = "default";
    private static final String BASED_ON = "based_on";
    private static final int MOST_NAMED = 10;
    private final List<Profiles> sources;
    private final Problems problems;

    ProfileReader(Profiles profiles, Problems problems) {
        this.sources = List.of(profiles, new ShippedProfiles());
        this.problems = problems;
    }

    /** The profile; one that says nothing where it cannot be had, for a reason that is then among the problems. */
    Profile read(Mapping root) {
        Optional<Scalar> written = root.value("cluster").filter(Scalar.class::isInstance).map(Scalar.class::cast)
                .filter(cluster -> !cluster.nothing() && RecipeKeys.CLUSTER.complaint(cluster.text()).isEmpty());
        Scalar cluster = meant(written.orElse(new Scalar(root.place(), AUTO, false)));
        return BUILT_IN.contains(cluster.text()) ? Profile.builtIn(cluster.text(), root.place())
                : named(cluster).orElseGet(() -> Profile.builtIn(AUTO, root.place()));
    }

    /** {@code auto} means the user's profile {@code default}, where there is one. */
    private Scalar meant(Scalar cluster) {
        boolean usual = cluster.text().equals(AUTO) && sources.getFirst().names().contains(USUAL);
        return usual ? new Scalar(cluster.place(), USUAL, cluster.quoted()) : cluster;
    }

    private Optional<Profile> named(Scalar cluster) {
        return keys(cluster, "cluster", List.of()).flatMap(keys -> profile(cluster.text(), keys));
    }

    /** A profile by its text, which need not lie where profiles are looked for. */
    Optional<Profile> read(String name, String file, String text) {
        return layered(file, text, List.of()).flatMap(keys -> profile(name, keys));
    }

    private Optional<Profile> profile(String name, Mapping keys) {
        Profile profile = Profile.of(name, keys);
        if (profile.site().adapter().equals("local") && !profile.site().localAllowed()) {
            problems.add(keys.value("local").map(Node::place).orElse(keys.place()), "local: 'never' and 'cluster: local' contradict each other",
                    "keep one of them");
            return Optional.empty();
        }
        boolean reachable = keys.value("connect").isEmpty() || reachable(profile);
        return pullable(profile) && reachable ? Optional.of(profile) : Optional.empty();
    }

    /** The keys of the profile of this name, over those that it is based on. */
    private Optional<Mapping> keys(Scalar named, String key, List<String> above) {
        String name = named.text();
        for (Profiles source : sources) {
            String file = source.file(name);
            try {
                Optional<String> text = above.contains(file) ? Optional.empty() : source.text(name);
                if (text.isPresent()) {
                    return layered(file, text.get(), above);
                }
            } catch (IOException failure) {
                problems.add(named.place(), key + ": the profile " + file + " cannot be read: " + Characters.readableOnly(failure.getMessage()));
                return Optional.empty();
            }
        }
        absent(named, key, above);
        return Optional.empty();
    }

    private Optional<Mapping> layered(String file, String text, List<String> above) {
        Problems own = new Problems(file);
        Optional<Mapping> keys = YamlReader.read("profile", file, text, own).map(node -> checked(node, own)).filter(node -> own.isEmpty()).map(Mapping.class::cast);
        problems.addAll(own);
        List<String> chain = Stream.concat(above.stream(), Stream.of(file)).toList();
        return keys.flatMap(found -> found.value(BASED_ON).map(Scalar.class::cast)
                .map(base -> keys(base, BASED_ON, chain).map(beneath -> Layers.over(found, beneath, RecipeKeys.PROFILE))).orElse(Optional.of(found)));
    }

    private static Node checked(Node node, Problems own) {
        new Check(own).check(node, RecipeKeys.PROFILE, "");
        return node;
    }

    private void absent(Scalar named, String key, List<String> above) {
        String name = named.text();
        if (sources.stream().anyMatch(source -> above.contains(source.file(name)))) {
            problems.add(named.place(), key + ": " + Quoted.of(name) + " stands above it already, so the profiles go round in a circle", "remove it in one of them");
        } else {
            problems.add(named.place(), key + ": there is no profile " + Quoted.of(name) + ": no file " + sources.getFirst().file(name), known(name));
        }
    }

    private String known(String name) {
        List<String> names = sources.stream().flatMap(source -> source.names().stream()).distinct().sorted().toList();
        String near = Suggestion.hint(name, names);
        if (!near.isEmpty()) {
            return near;
        }
        String more = names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "";
        return "there are " + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size()))) + more + "; auto, slurm and local are built in";
    }

    /** What a cluster that is reached by 'connect' needs. */
    private boolean reachable(Profile profile) {
        Place place = profile.keys().value("connect").map(Node::place).orElse(profile.keys().place());
        Connect connect = profile.site().connect();
        boolean named = connect.elsewhere() || connect.byRest();
        if (!named) {
            problems.add(place, "connect: how it is reached is missing", "name a host under 'ssh', or the address of a slurmrestd under 'rest'");
        }
        boolean placed = connect.byRest() || !profile.site().runRoot().isEmpty();
        boolean slurm = profile.site().adapter().equals("slurm");
        if (!placed) {
            problems.add(place, "connect: the key 'run_root' is missing", "name a directory on the cluster's shared file system, below which run directories are made");
        }
        if (!slurm) {
            problems.add(profile.keys().value("cluster").map(Node::place).orElse(place), "cluster: only slurm can be reached by 'connect'", "remove one of them");
        }
        boolean pulled = connect.byRest() || !profile.site().pulling().byJob();
        if (!pulled) {
            problems.add(profile.keys().value("stage").map(Node::place).orElse(place), "stage: what a cluster reached by ssh needs is pulled here and brought over",
                    "leave 'stage' out");
        }
        return named && placed && slurm && pulled;
    }

    /** What a job that pulls needs, and what is said of one where there is none. */
    private boolean pullable(Profile profile) {
        boolean byJob = profile.site().pulling().byJob();
        boolean kept = !byJob || !profile.site().cache().isEmpty();
        Optional<Node> job = byJob ? Optional.empty() : profile.keys().value("stage_job");
        if (!kept) {
            problems.add(profile.keys().value("stage").map(Node::place).orElse(profile.keys().place()),
                    "stage: a job puts what it pulls into the cache, and the key 'cache' is missing", "name a directory on the shared file system under 'cache'");
        }
        job.ifPresent(node -> problems.add(node.place(), "stage_job: no job stages anything here", "write stage: job, or leave it out"));
        return kept && job.isEmpty();
    }
}
