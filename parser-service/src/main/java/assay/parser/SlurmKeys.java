package assay.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a recipe may ask of Slurm: sbatch's long option names with {@code _} for {@code -}, each with the form of its value. */
final class SlurmKeys {
    private static final String ASSAY_SETS_IT = "set by Assay itself";
    private static final List<String> SET_BY_ASSAY = List.of("job_name", "chdir", "workdir", "output", "error", "input", "open_mode", "dependency",
            "kill_on_invalid_dep", "export", "export_file", "requeue", "no_requeue", "comment", "array", "wrap", "signal", "hold", "wait",
            "test_only",
            "parsable", "deadline", "clusters", "quiet", "verbose", "get_user_env", "uid", "gid");
    static final ScalarType.Formed NAME = new ScalarType.Formed("[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}", "a name of letters, digits and _ . + -");
    private static final ScalarType NAMES = new ScalarType.Formed("[A-Za-z0-9_][A-Za-z0-9_.+,-]{0,255}", "a name, or several with commas");
    private static final ScalarType HOSTS = new ScalarType.Formed("[A-Za-z0-9_][A-Za-z0-9_.,\\[\\]-]{0,255}", "node names such as n1,n[3-5]");
    private static final ScalarType COUNTED = new ScalarType.Formed("[A-Za-z0-9_][A-Za-z0-9_.:=,/()*-]{0,255}", "resources such as gpu:a100:2");
    private static final ScalarType FEATURES = new ScalarType.Formed("[A-Za-z0-9_(\\[][A-Za-z0-9_.+,&|!*()\\[\\]-]{0,255}",
            "features such as skylake|icelake");
    private static final ScalarType MEMORY = new ScalarType.Formed("[1-9][0-9]{0,11}[KMGTkmgt]?", "an amount in Slurm's form such as 512M or 2G");
    private static final ScalarType NODE_MEMORY = new ScalarType.Formed("(?:0|[1-9][0-9]{0,11}[KMGTkmgt]?)", "an amount in Slurm's form such as 512M or 2G, or 0");
    private static final ScalarType COUNT = new ScalarType.Whole(1, 1_000_000);
    private static final ScalarType FLAG = new ScalarType.Flag();

    private static final List<Set<String>> ALTERNATIVES = List.of(Set.of("mem", "mem_per_cpu", "mem_per_gpu"));

    static final Type.Fields FIELDS = new Type.Fields(keys(), ALTERNATIVES);
    /** What a profile says of one partition. */
    static final Type.Fields OF_PARTITION = new Type.Fields(FIELDS.keys().stream()
            .map(key -> key.name().equals("partition") ? Key.refused("partition", "named by the key above it") : key).toList(), ALTERNATIVES);

    private SlurmKeys() {
    }

    private static List<Key> keys() {
        List<Key> keys = new ArrayList<>(List.of(
                Key.optional("account", NAME, "account that is billed"),
                Key.optional("partition", NAMES, "Slurm partition, or several"),
                Key.optional("qos", NAME, "quality of service"),
                Key.optional("reservation", NAMES, "reservation to run in"),
                Key.optional("wckey", NAME, "workload characterisation key"),
                Key.optional("time", new ScalarType.JobTime(), "time limit of the job: Slurm's forms, or 90s, 15m, 2h"),
                Key.optional("begin", new ScalarType.Formed("[A-Za-z0-9:+./-]{1,40}", "a time such as now+1hour or 16:00"), "earliest start"),
                Key.optional("nice", new ScalarType.Whole(0, 2_147_483_645), "lowers the priority by so much"),
                Key.optional("priority", new ScalarType.Whole(0, 4_294_967_293L), "priority, where the site allows to choose it"),
                Key.optional("mail_type", new ScalarType.Formed("[A-Z0-9_]{2,40}(,[A-Z0-9_]{2,40}){0,15}", "events such as END,FAIL"),
                        "when Slurm writes a mail"),
                Key.optional("mail_user", new ScalarType.Formed("[A-Za-z0-9._%+@-]{1,128}", "a mail address"), "whom Slurm writes to"),
                Key.optional("acctg_freq", new ScalarType.Formed("[a-z0-9=,]{1,64}", "intervals such as task=5"),
                        "how often Slurm samples the job")));
        keys.addAll(shape());
        keys.addAll(devices());
        SET_BY_ASSAY.forEach(name -> keys.add(Key.refused(name, ASSAY_SETS_IT)));
        return keys;
    }

    private static List<Key> shape() {
        return List.of(
                Key.optional("nodes", new ScalarType.Whole(1, 100_000), "number of nodes"),
                Key.optional("ntasks", COUNT, "number of tasks"),
                Key.optional("ntasks_per_node", COUNT, "tasks on each node"),
                Key.optional("ntasks_per_core", COUNT, "tasks on each core"),
                Key.optional("ntasks_per_socket", COUNT, "tasks on each socket"),
                Key.optional("ntasks_per_gpu", COUNT, "tasks for each GPU"),
                Key.optional("cpus_per_task", COUNT, "CPUs of each task"),
                Key.optional("cpus_per_gpu", COUNT, "CPUs for each GPU"),
                Key.optional("mincpus", COUNT, "fewest CPUs of a node"),
                Key.optional("sockets_per_node", COUNT, "fewest sockets of a node"),
                Key.optional("cores_per_socket", COUNT, "fewest cores of a socket"),
                Key.optional("threads_per_core", COUNT, "fewest threads of a core"),
                Key.optional("core_spec", new ScalarType.Whole(0, 1_000_000), "cores set apart for the system"),
                Key.optional("thread_spec", new ScalarType.Whole(0, 1_000_000), "threads set apart for the system"),
                Key.optional("mem", NODE_MEMORY, "memory of each node; 0 is all that it has"),
                Key.optional("mem_per_cpu", MEMORY, "memory for each CPU"),
                Key.optional("mem_per_gpu", MEMORY, "memory for each GPU"),
                Key.optional("mem_bind", COUNTED, "binding of memory"),
                Key.optional("tmp", MEMORY, "least temporary disk space of a node"),
                Key.optional("exclusive", new ScalarType.Choice("true", "false", "user", "mcs"), "whole nodes"),
                Key.optional("oversubscribe", FLAG, "share the nodes with other jobs"),
                Key.optional("overcommit", FLAG, "several tasks on a CPU"),
                Key.optional("contiguous", FLAG, "neighbouring nodes"),
                Key.optional("spread_job", FLAG, "over as many nodes as possible"),
                Key.optional("use_min_nodes", FLAG, "over as few nodes as possible"),
                Key.optional("distribution", new ScalarType.Formed("[A-Za-z:,=*0-9]{1,64}", "a distribution such as block:cyclic"),
                        "how tasks are laid out"),
                Key.optional("switches", new ScalarType.Formed("[1-9][0-9]{0,3}(@[0-9:-]{1,20})?", "a number of switches such as 1 or 1@10:00"),
                        "most leaf switches"));
    }

    private static List<Key> devices() {
        return List.of(
                Key.optional("gres", COUNTED, "generic resources of each node"),
                Key.optional("gpus", COUNTED, "GPUs of the job"),
                Key.optional("gpus_per_node", COUNTED, "GPUs of each node"),
                Key.optional("gpus_per_task", COUNTED, "GPUs of each task"),
                Key.optional("gpus_per_socket", COUNTED, "GPUs of each socket"),
                Key.optional("gpu_bind", COUNTED, "binding of GPUs"),
                Key.optional("gpu_freq", COUNTED, "clock of GPUs"),
                Key.optional("cpu_freq", COUNTED, "clock of CPUs"),
                Key.optional("licenses", COUNTED, "licences such as matlab:2"),
                Key.optional("constraint", FEATURES, "features that nodes must have"),
                Key.optional("prefer", FEATURES, "features that nodes should have"),
                Key.optional("cluster_constraint", FEATURES, "features that a cluster must have"),
                Key.optional("nodelist", HOSTS, "nodes that must be used"),
                Key.optional("exclude", HOSTS, "nodes that must not be used"),
                Key.optional("network", COUNTED, "network of the job"),
                Key.optional("hint", new ScalarType.Choice("compute_bound", "memory_bound", "multithread", "nomultithread"),
                        "what the program is bound by"));
    }
}
