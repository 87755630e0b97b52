package assay.parser;

import assay.events.recipe.Connect;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The keys of a recipe and of a preset, from the top. */
final class RecipeKeys {
    static final String VERSION = "1";
    static final ScalarType CLUSTER = new ScalarType.Formed("[A-Za-z0-9][A-Za-z0-9._-]{0,59}", "auto, slurm, local, or the name of a profile");

    static final Type.Fields MONITOR = new Type.Fields(List.of(
            Key.optional("sstat", new ScalarType.Span(1_000, false), "how often Slurm is asked"),
            Key.optional("cgroup", new ScalarType.Span(100, false), "how often the sampler inside the job looks"),
            Key.later("service", "how often the service's own counters are read")));
    private static final ScalarType ABSOLUTE_PATH = new ScalarType.Formed("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._+@-]{1,100}){1,30}/?",
            "an absolute path of letters, digits and . _ + @ - /, without ..");

    static final Type.Fields RECIPE = new Type.Fields(List.of(
            Key.required("recipe", new ScalarType.Choice(VERSION), "version of the recipe's language: write 'recipe: 1'"),
            Key.required("name", new ScalarType.Formed("[A-Za-z0-9][A-Za-z0-9._-]{0,59}", "a name of at most 60 letters, digits and . _ -"),
                    "the recipe's name"),
            Key.optional("description", new ScalarType.Line(500), "one line for people"),
            Key.optional("cluster", CLUSTER, "auto, slurm, local, or a profile's name"),
            Key.optional("slurm", SlurmKeys.FIELDS, "defaults for every job"),
            Key.optional("services", new Type.MapOf(JobKeys.NAME.form(), JobKeys.NAME.words(), JobKeys.SERVICE), "what is measured"),
            Key.optional("clients", new Type.MapOf(JobKeys.NAME.form(), JobKeys.NAME.words(), JobKeys.CLIENT), "what puts the load on"),
            Key.optional("repetitions", new ScalarType.Whole(1, 1_000), "measured windows"),
            Key.optional("monitor", MONITOR, "what is sampled, and how often"),
            Key.optional("slo", new Type.ListOf(new ScalarType.Criterion()), "conditions on figures such as load.latency_p95 < 50ms"),
            Key.optional("queue", JobKeys.QUEUE, "default for every client"),
            Key.later("matrix", "values to run through"),
            Key.optional("placement", new ScalarType.Choice("separate", "packed", "het"),
                    "which jobs services and clients run in: each in its own (default); packed - all in one, on the same nodes; het - all in one heterogeneous job, each on its own node"),
            Key.optional("allocation", SlurmKeys.FIELDS, "what the one job of a packed run asks for; by default one node, and what its services and clients ask for together"),
            Key.later("compare", "what is compared")));

    private static final Type.Fields CONNECT = new Type.Fields(List.of(
            Key.optional("ssh", new ScalarType.Formed("[A-Za-z0-9_][^\\s\\x00-\\x1f\\x7f]{0,254}", "user@host, or a Host of ssh's configuration"),
                    "user@host, or a Host of ssh's configuration"),
            Key.optional("port", new ScalarType.Whole(1, 65_535), "where sshd listens there, if ssh's configuration does not say"),
            Key.optional("options", new Type.ListOf(new ScalarType.Formed("(?:" + String.join("|", Connect.OPTIONS) + ")=[^-\\s\\x00-\\x1f\\x7f][^\\x00-\\x1f\\x7f]{0,499}",
                    "Name=value, the name being one of " + String.join(", ", Connect.OPTIONS))), "options of ssh, such as ProxyJump=gate.example.org"),
            Key.optional("config", ABSOLUTE_PATH, "a configuration of ssh to read instead of your own"),
            Key.optional("rest", new ScalarType.Formed("https?://[A-Za-z0-9.\\[\\]:_-]{1,254}", "an address such as https://slurm.example.org:6820"),
                    "address of Slurm's REST daemon (slurmrestd), in place of ssh; the run directories lie on a file system that this machine sees"),
            Key.optional("token_command", new Type.ListOf(new ScalarType.Line(500)), "what prints the token for it on this machine; by default scontrol token lifespan=3600")),
            List.of(Set.of("ssh", "rest")));

    static final Type.Fields PROFILE = new Type.Fields(List.of(
            Key.required("profile", new ScalarType.Choice(VERSION), "version of the profiles' language: write 'profile: 1'"),
            Key.optional("description", new ScalarType.Line(500), "one line for people"),
            Key.optional("based_on", CLUSTER, "profile whose keys lie beneath these: one of yours, or one that comes with Assay"),
            Key.optional("cluster", new ScalarType.Choice("slurm", "local", "auto"), "how the cluster is reached: slurm (default), local or auto"),
            Key.optional("slurm", SlurmKeys.FIELDS, "defaults for every job; a recipe's own lie over them"),
            Key.optional("partitions", new Type.MapOf(SlurmKeys.NAME.form(), "the name of a Slurm partition", SlurmKeys.OF_PARTITION),
                    "by the Slurm partition that a job asks for: defaults for it, over those under slurm"),
            Key.optional("monitor", MONITOR, "what is sampled, and how often, where the recipe does not say"),
            Key.optional("run_root", ABSOLUTE_PATH,
                    "directory on the shared file system below which run directories are made; by default the output directory is one"),
            Key.optional("scratch", ABSOLUTE_PATH, "directory on each node below which scratch is made; by default /tmp"),
            Key.optional("cache", ABSOLUTE_PATH,
                    "directory on the shared file system where what is staged is kept, files given by path too; by default ~/.cache/assay, and these stay where they are"),
            Key.optional("stage", new ScalarType.Choice("here", "job"),
                    "who pulls images and fetches files behind addresses: here - the machine that Assay runs on (default); job - a job of its own on the cluster, which needs a cache"),
            Key.optional("stage_job", SlurmKeys.FIELDS, "what such a job asks of Slurm, over slurm; its time is 1h where nothing is said"),
            Key.optional("setup", new Type.ListOf(new ScalarType.Line(1_000)), "bash lines run first in each job, such as module load PostgreSQL"),
            Key.optional("whole_nodes", new ScalarType.Flag(), "whether jobs are given, and billed for, whole nodes"),
            Key.optional("network", JobKeys.INTERFACE, "which address clients use, where the recipe does not say"),
            Key.optional("polling", new Type.Fields(List.of(
                    Key.optional("sstat", new ScalarType.Span(0, false), "for sstat"),
                    Key.optional("queue", new ScalarType.Span(0, false), "for the state of jobs"))), "least time between two questions to Slurm"),
            Key.optional("local", new ScalarType.Choice("never", "allowed"), "whether a run may take place on this machine (default: allowed)"),
            Key.optional("connect", CONNECT, "how a cluster elsewhere is reached; then run_root is needed")));

    static final Type.Fields PRESET = new Type.Fields(List.of(
            Key.required("preset", JobKeys.PRESET, "the preset's name"),
            Key.required("kind", new ScalarType.Choice("service", "client"), "what it is a fragment of"),
            Key.required("description", new ScalarType.Line(500), "one line for people"),
            Key.optional("parameters", new Type.MapOf(Pattern.compile("[a-z][a-z0-9_]{0,39}"), "a name of a-z, 0-9 and _", parameter()),
                    "what 'with' may set"),
            Key.optional("service", JobKeys.SERVICE, "the fragment"),
            Key.optional("client", JobKeys.CLIENT, "the fragment"),
            Key.optional("init", new Type.Fields(List.of(
                    Key.optional("with", new Type.Anything(), "values of parameters"),
                    Key.optional("slurm", SlurmKeys.FIELDS, "what is asked of Slurm"))), "what a first recipe has in place of the defaults"),
            Key.optional("window", new Type.ListOf(new ScalarType.Verbatim()), "durations that make up one window"),
            Key.optional("suits", new Type.ListOf(JobKeys.PRESET), "service presets that the client puts its load on")));

    private RecipeKeys() {
    }

    private static Type.Fields parameter() {
        return new Type.Fields(List.of(
                Key.required("type", new ScalarType.Choice(ParameterType.words()), "what it is"),
                Key.optional("default", new Type.Anything(), "what holds when it is not given"),
                Key.optional("choices", new Type.ListOf(new ScalarType.Words()), "of a choice: what may be chosen"),
                Key.optional("required", new ScalarType.Flag(), "whether it must be given"),
                Key.optional("doc", new ScalarType.Line(500), "one sentence for people"),
                Key.optional("harmless", new ScalarType.Line(2_000),
                        "of a text or map: Java regular expression of values (of a map: of each key=value) that run, read or overwrite nothing; others are not for whoever may use presets only"),
                Key.optional("min", new ScalarType.Whole(-1_000_000_000_000L, 1_000_000_000_000L), "of an integer: the least; of a duration: the fewest seconds"),
                Key.optional("max", new ScalarType.Whole(-1_000_000_000_000L, 1_000_000_000_000L), "of an integer: the most")));
    }
}
