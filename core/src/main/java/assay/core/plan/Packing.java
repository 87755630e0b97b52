package assay.core.plan;

import assay.events.JobName;
import assay.events.PlannedJob;
import assay.events.PlannedJob.Kind;
import assay.events.PlannedJob.Work;
import assay.events.recipe.Recipe;
import assay.events.recipe.SlurmOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Puts all jobs of a run into one allocation. Packed, they share its nodes in turn, and it asks for what they ask for together; heterogeneous, each
 * has a part of the allocation, as it asks for it, of its own. Pure.
 */
public final class Packing {
    /** The job that holds the nodes. */
    public static final JobName NAME = new JobName("allocation");
    private static final long ALLOWANCE_SECONDS = 300;
    /** Slurm's word for the memory of a node, or of a job to its step. */
    private static final String ALL_OF_IT = "0";
    /** Summed up over those that share a node. */
    private static final Set<String> SIZES = Set.of("ntasks", "ntasks_per_node", "cpus_per_task", "mem");
    /** What a step is told again, else it would take all that its job has. */
    private static final List<String> OF_A_STEP = List.of("mem_per_cpu", "gres", "gpus", "gpus_per_node", "gpus_per_task", "hint", "threads_per_core", "mem_bind", "gpu_bind");
    private final Recipe recipe;
    private final Slots slots;

    /** Whether an option of sbatch is summed up over those that share a node, so that each may ask for another amount. */
    public static boolean sums(String option) {
        return SIZES.contains(option);
    }

    private Packing(Recipe recipe) {
        this.recipe = recipe;
        this.slots = Slots.of(recipe);
    }

    /** What is asked for each part of the allocation; a packed one has a single part. */
    public static List<SlurmOptions> parts(Recipe recipe) {
        Packing packing = new Packing(recipe);
        return recipe.placement().het() ? packing.slots.all().stream().map(Slots.Slot::slurm).toList() : List.of(packing.sum());
    }

    /** The options of {@code srun} that give a job its place in the allocation: {@code --name=value}. */
    public static List<String> step(Recipe recipe, PlannedJob job) {
        Packing packing = new Packing(recipe);
        int place = packing.slots.of(job);
        Slots.Slot slot = packing.slots.all().get(place);
        List<String> options = new ArrayList<>();
        options.add(recipe.placement().het() ? "--het-group=" + place : "--relative=" + place % packing.nodes());
        options.add("--cpus-per-task=" + slot.cpus());
        options.add("--mem=" + slot.slurm().options().getOrDefault("mem", ALL_OF_IT));
        OF_A_STEP.stream().filter(slot.slurm().options()::containsKey).forEach(name -> options.add("--" + name.replace('_', '-') + "=" + slot.slurm().options().get(name)));
        return options;
    }

    /** The same jobs in one allocation, which comes first. */
    static List<PlannedJob> into(Recipe recipe, List<PlannedJob> jobs) {
        return new Packing(recipe).packed(jobs);
    }

    private List<PlannedJob> packed(List<PlannedJob> jobs) {
        long seconds = seconds(jobs);
        int attempts = jobs.stream().mapToInt(PlannedJob::attempts).max().orElse(1);
        List<PlannedJob> all = new ArrayList<>();
        all.add(new PlannedJob(NAME, Kind.ALLOCATION, NAME.value(), List.of(), List.of(), recipe.placement().het() ? slots.all().size() : nodes(), seconds, Work.NONE, false,
                attempts));
        for (PlannedJob job : jobs) {
            List<JobName> needs = new ArrayList<>(job.needs());
            needs.add(NAME);
            all.add(new PlannedJob(job.name(), job.kind(), job.component(), needs, job.after(), job.nodes(), seconds, job.work(), false, job.attempts() + attempts - 1, NAME.value()));
        }
        return all;
    }

    /** As it is given; else as long as the longest service may take by its own limit, and all windows one after another. */
    private long seconds(List<PlannedJob> jobs) {
        long given = recipe.placement().slurm().timeSeconds();
        long own = slots.all().stream().mapToLong(slot -> slot.slurm().timeSeconds()).max().orElse(0);
        long windows = jobs.stream().filter(job -> job.kind() == Kind.CLIENT && job.work().replica() == 1).mapToLong(PlannedJob::timeLimitSeconds).sum() + ALLOWANCE_SECONDS + Planner.silenceSeconds(recipe);
        return given > 0 ? given : Math.max(own, windows);
    }

    private int nodes() {
        return Math.max(1, recipe.placement().slurm().nodes());
    }

    private SlurmOptions sum() {
        Map<String, String> options = new LinkedHashMap<>();
        slots.all().forEach(slot -> slot.slurm().options().forEach((name, value) -> {
            if (!SIZES.contains(name)) {
                options.putIfAbsent(name, value);
            }
        }));
        options.put("ntasks_per_node", "1");
        options.put("cpus_per_task", Long.toString(onOneNode(Slots.Slot::cpus)));
        memory().ifPresent(memory -> options.put("mem", memory));
        Map<String, String> given = recipe.placement().slurm().options();
        if (given.containsKey("mem_per_cpu") || given.containsKey("mem_per_gpu")) {
            options.remove("mem");
        }
        options.putAll(given);
        return new SlurmOptions(options, nodes(), 0);
    }

    /** All of a node where one of them asks for that. */
    private Optional<String> memory() {
        List<String> asked = slots.all().stream().flatMap(slot -> Optional.ofNullable(slot.slurm().options().get("mem")).stream()).toList();
        long mebibytes = onOneNode(slot -> Mebibytes.of(slot.slurm().options().getOrDefault("mem", ALL_OF_IT)));
        return asked.contains(ALL_OF_IT) ? Optional.of(ALL_OF_IT) : Optional.of(mebibytes + "M").filter(sum -> mebibytes > 0);
    }

    /** The most that one node has to give to the places on it. */
    private long onOneNode(ToLongFunction<Slots.Slot> size) {
        return IntStream.range(0, nodes()).mapToLong(node -> IntStream.range(0, slots.all().size()).filter(place -> place % nodes() == node)
                .mapToLong(place -> size.applyAsLong(slots.all().get(place))).sum()).max().orElse(0);
    }
}
