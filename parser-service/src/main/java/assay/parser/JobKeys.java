package assay.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The keys of a service and of a client. */
final class JobKeys {
    /** Form of the names of services and clients. */
    static final ScalarType.Formed NAME = new ScalarType.Formed("(?!x-)[a-z][a-z0-9-]{0,19}",
            "a name of 1 to 20 characters a-z, 0-9, - that begins with a letter and not with x-");
    /** Form of the names of presets. */
    static final ScalarType.Formed PRESET = new ScalarType.Formed("[a-z][a-z0-9._-]{0,39}", "the name of a preset");
    static final Set<String> PROGRAM = Set.of("command", "run");
    static final Type.MapOf ENVIRONMENT = new Type.MapOf(Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}"),
            "a variable's name of letters, digits and _",
            new Type.Variable());
    private static final ScalarType TEXT = new ScalarType.Words();
    private static final Type ARGUMENTS = new Type.ListOf(new ScalarType.Verbatim());
    private static final Type SCRIPT = new Type.Fields(List.of(Key.required("run", TEXT, "bash, verbatim")));
    static final ScalarType QUEUE = new ScalarType.Choice("after-ready", "early");
    static final ScalarType INTERFACE = new ScalarType.Formed("[A-Za-z][A-Za-z0-9._-]{0,31}", "auto, hostname, or an interface such as ib0");
    private static final ScalarType ACCOUNT = new ScalarType.Formed("[A-Za-z_][A-Za-z0-9_.-]{0,31}", "the name of an account");
    private static final Type.MapOf STAGED = new Type.MapOf(Pattern.compile("[a-z][a-z0-9_]{0,39}"), "a name of a-z, 0-9 and _", new ScalarType.Reference());
    private static final ScalarType SCOPE = new ScalarType.Choice("run", "point", "repetition");
    private static final ScalarType ATTEMPTS = new ScalarType.Whole(1, 9);
    /** Parts of a path that are names: neither empty, nor {@code .} or {@code ..}. */
    private static final String RELATIVE_PATH = "(?:(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]{1,100}/){0,20}(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}";
    static final ScalarType FILE = new ScalarType.Formed("(?!(?:secrets|output)(?:/|$))" + RELATIVE_PATH,
            "a relative path of letters, digits and . _ - /, without .., and not below secrets or output");
    static final Type.Fields FIGURE = new Type.Fields(List.of(
            Key.required("regex", new ScalarType.Expression(), "Java regular expression whose first group is the number; the last match counts"),
            Key.optional("unit", new ScalarType.Formed("(?:1/s|[A-Za-z%µ/][A-Za-z0-9%µ/._^*-]{0,15})?", "a unit such as ms, ops/s or MB"),
                    "of the number; none: it is a count"),
            Key.optional("better", new ScalarType.Choice("higher", "lower", "neither"), "which direction is good"),
            Key.optional("file", new ScalarType.Formed(RELATIVE_PATH, "a path below $ASSAY_OUTPUT"),
                    "read below $ASSAY_OUTPUT; by default stdout.txt, what the program printed")));
    private static final Type PUBLISHED = new Type.MapOf(Pattern.compile("(?!(HOST|PORT|ADDRESSES|SECRET_.*)$)[A-Z][A-Z0-9_]{0,39}"),
            "a name of A-Z, 0-9 and _ other than HOST, PORT, ADDRESSES and SECRET_…", new ScalarType.Verbatim());

    static final Type.Fields SERVICE = new Type.Fields(service(), List.of(PROGRAM));
    static final Type.Fields CLIENT = new Type.Fields(client(), List.of(PROGRAM));

    private JobKeys() {
    }

    private static List<Key> service() {
        List<Key> keys = new ArrayList<>(shared());
        keys.addAll(List.of(
                Key.optional("ready", new Type.Fields(List.of(
                        Key.optional("command", ARGUMENTS, "program and arguments that succeed when the service is ready"),
                        Key.optional("run", TEXT, "bash that succeeds when the service is ready"),
                        Key.optional("timeout", new ScalarType.Span(1_000, true), "how long the service may take from its start")), List.of(PROGRAM)),
                        "how it is known to be ready; by default its port accepts connections"),
                Key.optional("stop", new Type.Fields(List.of(
                        Key.optional("signal", new ScalarType.Choice("TERM", "INT", "QUIT", "HUP", "USR1", "USR2", "KILL"),
                                "asks the program to end"),
                        Key.optional("grace", new ScalarType.Span(0, true), "after which it is killed"))), "how it is stopped"),
                Key.optional("publish", PUBLISHED, "facts that clients get, as ASSAY_<SERVICE>_<KEY>"),
                Key.optional("secrets", new Type.ListOf(new ScalarType.Formed("[a-z][a-z0-9-]{0,29}", "a name of a-z, 0-9 and -")),
                        "secrets made for each run"),
                Key.optional("needs", new Type.ListOf(NAME), "services that must be ready before it starts"),
                Key.optional("network", INTERFACE, "which address clients use: auto, hostname, or an interface such as ib0"),
                Key.optional("version", SCRIPT, "bash whose first line of output names the program and its version"),
                Key.optional("lifetime", SCOPE, "how long one start of it lasts: run (default), point or repetition; its clients' jobs are split alike"),
                Key.optional("attempts", ATTEMPTS, "how often a job of it is begun at most, where the cluster took an earlier one away"),
                Key.optional("max_idle", new ScalarType.Span(0, true),
                        "how long it may wait, ready, for its clients to start: 10m where it has no time limit of its own, else as long as that allows")));
        return keys;
    }

    private static List<Key> client() {
        List<Key> keys = new ArrayList<>(shared());
        keys.addAll(List.of(
                Key.optional("target", NAME, "the service it loads"),
                Key.optional("warmup", SCRIPT, "run before each window, under the same load, not measured"),
                Key.optional("results", new ScalarType.Choice("pgbench", "loadgen", "vllm-bench", "none"), "how its output is read"),
                Key.optional("figures", new Type.MapOf(Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,39}"), "a name of letters, digits and _", FIGURE),
                        "figures that are read from its output, by name"),
                Key.optional("replicas", new ScalarType.Whole(1, 99), "how many jobs of it start their windows at one instant"),
                Key.optional("queue", QUEUE, "when its jobs are submitted: after-ready (default), or early, to wait inside for their services"),
                Key.optional("job", SCOPE, "what one job of it covers: run (default), point or repetition"),
                Key.optional("attempts", ATTEMPTS, "how often a job of it is begun at most, where the cluster took an earlier one away")));
        return keys;
    }

    private static List<Key> shared() {
        return List.of(
                Key.optional("uses", PRESET, "preset whose keys lie beneath these"),
                Key.optional("with", new Type.Anything(), "the preset's parameters"),
                Key.optional("image", Images.REFERENCE, "container image that it runs in: a file or folder, relative to the recipe, or something to stage, such as docker://…"),
                Key.optional("container", Images.CONTAINER, "how the image is entered"),
                Key.optional("command", ARGUMENTS, "program and arguments; only $PORT and $ASSAY_… names are replaced"),
                Key.optional("run", TEXT, "bash, verbatim"),
                Key.optional("prepare", SCRIPT, "run once before, not measured"),
                Key.optional("env", ENVIRONMENT, "environment variables; { secret: NAME } stands for a secret of yours"),
                Key.optional("drop_root_to", new Type.ListOf(ACCOUNT), "accounts to run as when the job runs as root: the first that exists"),
                Key.optional("slurm", SlurmKeys.FIELDS, "what is asked of Slurm"),
                Key.optional("files", new Type.ListOf(FILE), "small files beside the recipe that the program finds in its working directory"),
                Key.optional("stage", STAGED, "large things that are brought to the cluster before any job is submitted; their places are in ASSAY_STAGED_<NAME>"),
                Key.later("placement", "which allocation it runs in", "separate"));
    }
}
