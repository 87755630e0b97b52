package assay.parser;

import assay.core.plan.Packing;
import assay.events.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at whether the services and clients of a run can share one allocation as the recipe asks. */
final class PlacementCheck {
    static final String KEY = "placement";
    static final String ALLOCATION = "allocation";
    private static final Set<String> DEVICES = Set.of("gres", "gpus", "gpus_per_node", "gpus_per_task", "gpus_per_socket");
    private final Fragment root;
    private final List<Job> jobs;
    private final Problems problems;
    private final List<Problem> warnings = new ArrayList<>();

    PlacementCheck(Node.Mapping root, List<Job> services, List<Job> clients, Problems problems) {
        this.root = new Fragment(root);
        this.jobs = Stream.concat(services.stream(), clients.stream()).toList();
        this.problems = problems;
    }

    /** Adds to the problems; returns what is allowed but probably not meant. */
    List<Problem> check() {
        switch (root.text(KEY, "separate")) {
            case "packed" -> {
                oneNodeEach();
                agreed();
            }
            case "het" -> {
                oneNodeEach();
                noAllocation("each service and client asks for a part of its own under its slurm");
            }
            default -> noAllocation("write placement: packed, or leave it out");
        }
        return List.copyOf(warnings);
    }

    private void noAllocation(String hint) {
        root.node(ALLOCATION).ifPresent(node -> problems.add(node.place(), "'" + ALLOCATION + "' is what the one job of a packed run asks for, but placement is "
                + root.text(KEY, "separate"), hint));
    }

    private void oneNodeEach() {
        for (Job job : jobs) {
            if (job.fragment().below("slurm").number("nodes", 1) > 1) {
                problems.add(job.placeOf("slurm"), job.path() + ".slurm.nodes: more than 1 node is not available where jobs share an allocation",
                        "leave placement out, so that it has a job of its own");
            }
            if (job.fragment().text("queue", "").equals("early")) {
                warnings.add(job.placeOf("queue").problem(job.path() + ".queue: early means nothing where jobs share an allocation", "nothing waits in the queue but the allocation"));
            }
        }
    }

    /** What is neither summed up nor said of the allocation itself must be the same for all that say it, and devices are one job's. */
    private void agreed() {
        Set<String> given = root.below(ALLOCATION).map().keySet();
        Map<String, Job> said = new LinkedHashMap<>();
        for (Job job : jobs) {
            job.fragment().below("slurm").map().forEach((key, value) -> {
                if (!Packing.sums(key) && !key.equals("time") && !given.contains(key)) {
                    Job first = said.putIfAbsent(key, job);
                    if (first != null && (DEVICES.contains(key) || !first.fragment().below("slurm").map().get(key).equals(value))) {
                        problems.add(job.placeOf("slurm"), job.path() + ".slurm." + key + ": " + first.path() + " asks for it too, and a packed run is one job",
                                "say it once for the whole job: " + ALLOCATION + ": { " + key + ": … }");
                    }
                }
            });
        }
    }
}
