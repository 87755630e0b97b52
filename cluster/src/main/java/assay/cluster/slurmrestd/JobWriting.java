package assay.cluster.slurmrestd;

import assay.cluster.Cluster.SubmitRequest;
import assay.cluster.local.Directives;
import assay.cluster.local.SlurmForms;
import assay.events.ClusterJobId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a submission. slurmrestd does not read the script's {@code #SBATCH} lines, so what they ask for is told beside it; what it has no word for is
 * refused, never left out. Pure.
 *
 * @param version that is spoken
 */
record JobWriting(ApiVersion version) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Map<String, String> TEXTS = Map.ofEntries(Map.entry("account", "account"), Map.entry("partition", "partition"), Map.entry("qos", "qos"),
            Map.entry("reservation", "reservation"), Map.entry("constraint", "constraints"), Map.entry("licenses", "licenses"), Map.entry("wckey", "wckey"),
            Map.entry("mail-type", "mail_type"), Map.entry("mail-user", "mail_user"), Map.entry("prefer", "prefer"));
    private static final Map<String, String> COUNTS = Map.of("ntasks", "tasks", "cpus-per-task", "cpus_per_task", "ntasks-per-node", "tasks_per_node",
            "ntasks-per-core", "tasks_per_core", "ntasks-per-socket", "tasks_per_socket", "mincpus", "minimum_cpus_per_node", "nice", "nice");
    private static final Map<String, String> NODES = Map.of("nodelist", "required_nodes", "exclude", "excluded_nodes");
    /** What the command line tells too, or what holds anyway. */
    private static final Set<String> SAID_ELSEWHERE = Set.of("job-name", "chdir", "output", "error", "input", "export", "open-mode", "no-requeue", "dependency", "comment",
            "kill-on-invalid-dep");

    /** The whole body. */
    String submission(SubmitRequest request) {
        ObjectNode job = description(request.script());
        String directory = request.runDirectory();
        job.put("name", request.token().value()).put("comment", "assay").put("current_working_directory", directory).put("requeue", false);
        job.put("standard_output", directory.replace("%", "%%") + "/logs/" + request.token() + ".%j.log");
        environment(job);
        if (!request.after().isEmpty()) {
            job.put("dependency", request.after().stream().map(ClusterJobId::value).map("after:"::concat).collect(Collectors.joining(",")));
            job.put("kill_on_invalid_dependency", true);
        }
        ObjectNode body = JSON.objectNode().put("script", request.script());
        body.set("job", job);
        return body.toString();
    }

    /**
     * What the script asks of Slurm.
     *
     * @throws IllegalArgumentException when slurmrestd has no word for it, saying for what
     */
    ObjectNode description(String script) {
        ObjectNode job = JSON.objectNode();
        List<String> unknown = new ArrayList<>();
        Map<String, String> resources = new LinkedHashMap<>();
        Directives.of(script).forEach((option, value) -> {
            if (TEXTS.containsKey(option)) {
                job.put(TEXTS.get(option), value);
            } else if (COUNTS.containsKey(option)) {
                job.put(COUNTS.get(option), Long.parseLong(value));
            } else if (option.startsWith("gpus") || option.equals("gres")) {
                resources.put(option, value);
            } else if (!SAID_ELSEWHERE.contains(option) && !further(job, option, value)) {
                unknown.add("--" + option);
            }
        });
        resources(job, resources, unknown);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("slurmrestd " + version + " has no word for " + String.join(", ", unknown) + ": leave it out, or use Slurm's commands");
        }
        return job;
    }

    private boolean further(ObjectNode job, String option, String value) {
        switch (option) {
            case "time" -> number(job, "time_limit", SlurmForms.time(value).map(time -> (time.toSeconds() + 59) / 60).orElseThrow(() -> malformed(option, value)));
            case "nodes" -> range(job, value);
            case "mem" -> number(job, "memory_per_node", mebibytes(option, value));
            case "mem-per-cpu" -> number(job, "memory_per_cpu", mebibytes(option, value));
            case "exclusive" -> exclusive(job);
            case "signal" -> warning(job, value);
            default -> {
                return chosen(job, option, value);
            }
        }
        return true;
    }

    private boolean chosen(ObjectNode job, String option, String value) {
        if (option.equals("hint") && value.equals("nomultithread")) {
            job.put("threads_per_core", 1);
            return true;
        }
        if (!NODES.containsKey(option) || version.knowsSbatchsNames()) {
            return false;
        }
        job.set(NODES.get(option), JSON.arrayNode().add(value));
        return true;
    }

    /** As a list of two numbers, as v0.0.38 describes it, Slurm 22.05 takes it for one node. */
    private void range(ObjectNode job, String value) {
        String[] ends = value.split("-", 2);
        if (version.knowsSbatchsNames()) {
            job.put("nodes", value);
        } else {
            job.put("minimum_nodes", Long.parseLong(ends[0])).put("maximum_nodes", Long.parseLong(ends[ends.length - 1]));
        }
    }

    private void exclusive(ObjectNode job) {
        if (version.knowsExclusive()) {
            job.put("exclusive", "true");
        } else {
            job.set("shared", JSON.arrayNode().add("none"));
        }
    }

    /**
     * That the script itself is warned of its time limit, as those of Assay ask. v0.0.38 describes a word for it and refuses it ("Invalid SIGNAL
     * specification"): there the script hears of its limit by the TERM that Slurm sends at it, and has KillWait in place of a minute.
     */
    private void warning(ObjectNode job, String value) {
        SlurmForms.Warning warning = SlurmForms.warning(value).orElseThrow(() -> malformed("signal", value));
        if (!version.knowsSbatchsNames()) {
            job.put("kill_warning_signal", warning.signal()).set("kill_warning_flags", JSON.arrayNode().add("BATCH_JOB"));
            number(job, "kill_warning_delay", warning.before().toSeconds());
        }
    }

    private void resources(ObjectNode job, Map<String, String> asked, List<String> unknown) {
        asked.forEach((option, value) -> {
            String field = switch (option) {
                case "gres", "gpus-per-node" -> "tres_per_node";
                case "gpus" -> "tres_per_job";
                case "gpus-per-task" -> "tres_per_task";
                case "gpus-per-socket" -> "tres_per_socket";
                default -> "";
            };
            if (field.isEmpty()) {
                unknown.add("--" + option);
            } else if (version.knowsSbatchsNames()) {
                job.put(option.replace('-', '_'), value);
            } else {
                String one = option.equals("gres") ? value : "gpu:" + value;
                job.put(field, (job.has(field) ? job.get(field).asString() + "," : "") + "gres:" + one);
            }
        });
    }

    private void environment(ObjectNode job) {
        String path = "/usr/local/bin:/usr/bin:/bin";
        if (version.environmentIsObject()) {
            job.set("environment", JSON.objectNode().put("PATH", path));
        } else {
            job.set("environment", JSON.arrayNode().add("PATH=" + path));
        }
    }

    private void number(ObjectNode job, String name, long value) {
        if (version.numbersAreObjects()) {
            job.set(name, JSON.objectNode().put("set", true).put("infinite", false).put("number", value));
        } else {
            job.put(name, value);
        }
    }

    private static long mebibytes(String option, String value) {
        return SlurmForms.size(value).map(bytes -> (bytes + (1 << 20) - 1) >> 20).orElseThrow(() -> malformed(option, value));
    }

    private static IllegalArgumentException malformed(String option, String value) {
        return new IllegalArgumentException("Expected a value for --" + option + ", but found '" + value + "'");
    }
}
