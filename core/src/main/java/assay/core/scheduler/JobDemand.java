package assay.core.scheduler;

import assay.core.plan.Packing;
import assay.events.JobName;
import assay.events.PlannedJob;
import assay.events.recipe.Recipe;
import assay.events.recipe.SlurmOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a job goes on a Slurm cluster and the least that it takes there.
 *
 * @param job        the job
 * @param partitions it starts in one of them; empty when that is not known
 * @param qos        empty when that is not known
 * @param account    empty when that is not known
 * @param nodes      how many it is given at least
 * @param whole      whether no other job is given a part of these nodes
 * @param cpus       how many it is given at least
 */
record JobDemand(JobName job, List<String> partitions, Optional<String> qos, Optional<String> account, long nodes, boolean whole, long cpus) {
    JobDemand {
        partitions = List.copyOf(partitions);
    }

    /** What a job of this recipe asks for, filled up with what is known of the cluster: one for each job that the cluster counts for it. */
    static List<JobDemand> of(PlannedJob job, Recipe recipe, Map<String, String> facts) {
        return job.inside() ? List.of() : slurm(job, recipe).stream().map(slurm -> of(job, slurm, recipe, facts)).toList();
    }

    private static JobDemand of(PlannedJob job, SlurmOptions slurm, Recipe recipe, Map<String, String> facts) {
        Map<String, String> options = slurm.options();
        List<String> partitions = partitions(options, facts);
        long tasks = options.containsKey("ntasks") ? count(options, "ntasks") : slurm.nodes() * count(options, "ntasks_per_node");
        // Slurm takes back nodes that would have no task.
        long nodes = Math.min(slurm.nodes(), tasks);
        long cpus = Boolean.parseBoolean(options.get("overcommit")) ? nodes : tasks * count(options, "cpus_per_task");
        boolean whole = recipe.site().wholeNodes() || "true".equals(options.get("exclusive"))
                || !partitions.isEmpty() && listed(facts, "exclusive_partitions").containsAll(partitions);
        // The QOS that is taken by default is the one of the default account.
        boolean elsewhere = options.containsKey("account") && !options.get("account").equals(facts.get("default_account"));
        return new JobDemand(job.name(), partitions, asked(options, "qos").or(() -> elsewhere ? Optional.empty() : asked(facts, "default_qos")),
                asked(options, "account").or(() -> asked(facts, "default_account")), nodes, whole, Math.max(nodes, cpus));
    }

    private static List<SlurmOptions> slurm(PlannedJob job, Recipe recipe) {
        return switch (job.kind()) {
            case SERVICE -> List.of(recipe.services().stream().filter(spec -> spec.name().equals(job.component())).findFirst().orElseThrow().slurm());
            case CLIENT -> List.of(recipe.clients().stream().filter(spec -> spec.name().equals(job.component())).findFirst().orElseThrow().slurm());
            case ALLOCATION -> Packing.parts(recipe);
        };
    }

    /** A reservation may hold nodes of any partition. */
    private static List<String> partitions(Map<String, String> options, Map<String, String> facts) {
        if (options.containsKey("reservation")) {
            return List.of();
        }
        return options.containsKey("partition") ? listed(options, "partition") : listed(facts, "default_partition");
    }

    private static Optional<String> asked(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name));
    }

    private static List<String> listed(Map<String, String> values, String name) {
        return Stream.of(values.getOrDefault(name, "").split(",")).filter(value -> !value.isEmpty()).distinct().sorted().toList();
    }

    private static long count(Map<String, String> options, String name) {
        return Long.parseLong(options.getOrDefault(name, "1"));
    }
}
