package assay.core.scheduler;

import assay.events.JobName;
import assay.events.PlannedJob;
import assay.events.PlannedJob.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which jobs of a plan must run at the same time: each client's replicas of one repetition, and all that they need, itself or by way of others. */
final class Together {
    private final Map<JobName, PlannedJob> plan = new LinkedHashMap<>();

    private Together(Collection<PlannedJob> jobs) {
        jobs.forEach(job -> plan.put(job.name(), job));
    }

    /** The sets, each in the order planned; services first. */
    static List<List<PlannedJob>> of(Collection<PlannedJob> jobs) {
        return new Together(jobs).sets();
    }

    private List<List<PlannedJob>> sets() {
        Map<Start, Set<JobName>> starts = new LinkedHashMap<>();
        plan.values().stream().filter(job -> job.kind() == Kind.CLIENT)
                .forEach(client -> add(client.name(), starts.computeIfAbsent(new Start(client.component(), client.work().first()), start -> new LinkedHashSet<>())));
        List<List<PlannedJob>> sets = new ArrayList<>();
        starts.values().forEach(names -> sets.add(plan.values().stream().filter(job -> names.contains(job.name())).toList()));
        return sets;
    }

    private void add(JobName name, Set<JobName> names) {
        if (plan.containsKey(name) && names.add(name)) {
            plan.get(name).needs().forEach(needed -> add(needed, names));
        }
    }

    /** The jobs of one client that begin a window at one agreed instant. */
    private record Start(String client, int repetition) {
    }
}
