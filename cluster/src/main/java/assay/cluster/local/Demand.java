package assay.cluster.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a script asks for, as far as it means something on one machine. What would change the measurement and cannot be had is refused; what only
 * matters to a cluster's accounts and queues is ignored and named. Pure.
 *
 * @param cpus     processors, in all
 * @param tasks    of them each has as many
 * @param limit    of the job's time; zero for none
 * @param warning  before the limit
 * @param refusals which options cannot be honoured, and why; the job can run when there are none
 * @param ignored  names of options that mean nothing here
 */
record Demand(int cpus, int tasks, Duration limit, Optional<SlurmForms.Warning> warning, List<String> refusals, List<String> ignored) {
    private static final Set<String> HONOURED = Set.of("nodes", "ntasks", "ntasks-per-node", "cpus-per-task", "time", "signal", "mem", "mem-per-cpu", "no-requeue",
            "export", "open-mode", "job-name", "chdir", "output", "error", "parsable");
    private static final Set<String> IGNORED = Set.of("account", "partition", "qos", "mail-type", "mail-user", "nice", "priority", "hint", "comment", "wckey",
            "requeue", "quiet", "verbose", "time-min", "kill-on-invalid-dep", "acctg-freq", "get-user-env", "spread-job", "oversubscribe");
    private static final Map<String, String> REASONS = Map.of("exclusive", "jobs share this machine with all that runs on it",
            "begin", "jobs start at once here", "dependency", "jobs start at once here", "array", "a job is one script here");

    Demand {
        refusals = List.copyOf(refusals);
        ignored = List.copyOf(ignored);
    }

    /** Reads a script's directives for a machine. */
    static Demand of(String script, Machine machine) {
        if (!script.startsWith("#!")) {
            return refused("This does not look like a batch script: the first line must begin with #! and the path of an interpreter");
        }
        try {
            return of(Directives.of(script), machine);
        } catch (IllegalArgumentException e) {
            return refused(e.getMessage());
        }
    }

    private static Demand refused(String reason) {
        return new Demand(1, 1, Duration.ZERO, Optional.empty(), List.of(reason), List.of());
    }

    private static Demand of(Map<String, String> options, Machine machine) {
        List<String> refusals = new ArrayList<>();
        Set<String> ignored = new TreeSet<>();
        options.forEach((name, value) -> {
            if (IGNORED.contains(name)) {
                ignored.add(name);
            } else if (!HONOURED.contains(name)) {
                refusals.add(name + (value.isEmpty() ? "" : "=" + value) + ": "
                        + REASONS.getOrDefault(name, "this machine is no Slurm cluster and cannot give that"));
            }
        });
        int nodes = number(options, "nodes", refusals);
        if (nodes > 1) {
            refusals.add("nodes=" + nodes + ": there is only this machine");
        }
        int tasks = Math.max(number(options, "ntasks", refusals), number(options, "ntasks-per-node", refusals));
        long cpus = (long) tasks * number(options, "cpus-per-task", refusals);
        if (cpus > machine.cpus()) {
            refusals.add("cpus: " + cpus + " are asked for (ntasks x cpus-per-task), but " + machine.host() + " has " + machine.cpus());
        }
        memory(options, cpus, machine, refusals);
        Duration limit = read("time", options, Optional.of(Duration.ZERO), SlurmForms::time, refusals);
        Optional<SlurmForms.Warning> warning = Optional.ofNullable(options.get("signal")).flatMap(SlurmForms::warning);
        if (options.containsKey("signal") && warning.isEmpty()) {
            ignored.add("signal");
        }
        return new Demand((int) Math.min(cpus, machine.cpus()), tasks, limit, warning, refusals, List.copyOf(ignored));
    }

    private static void memory(Map<String, String> options, long cpus, Machine machine, List<String> refusals) {
        long whole = read("mem", options, Optional.of(0L), SlurmForms::size, refusals);
        long each = read("mem-per-cpu", options, Optional.of(0L), SlurmForms::size, refusals);
        if (Math.max(whole, each * cpus) > machine.memoryBytes()) {
            refusals.add("mem: " + Math.max(whole, each * cpus) / (1 << 20) + " MiB are asked for, but " + machine.host() + " has "
                    + machine.memoryBytes() / (1 << 20) + " MiB");
        }
    }

    private static int number(Map<String, String> options, String name, List<String> refusals) {
        return read(name, options, Optional.of(1), SlurmForms::count, refusals);
    }

    private static <T> T read(String name, Map<String, String> options, Optional<T> otherwise, Function<String, Optional<T>> form,
            List<String> refusals) {
        String text = options.get(name);
        Optional<T> value = text == null ? otherwise : form.apply(text);
        if (value.isEmpty()) {
            refusals.add("Invalid --" + name + " specification: '" + text + "'");
        }
        return value.or(() -> otherwise).orElseThrow();
    }

    /** True when nothing that was asked for is missing here. */
    boolean met() {
        return refusals.isEmpty();
    }

    /** For people: why it is refused, or what is ignored; empty when there is nothing to say. */
    String message() {
        if (!met()) {
            return String.join("; ", refusals);
        }
        return ignored.isEmpty() ? "" : "ignored, as it means nothing on this machine: " + String.join(", ", ignored);
    }
}
