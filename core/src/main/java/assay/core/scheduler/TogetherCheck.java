package assay.core.scheduler;

import assay.events.JobEvent.ClusterObserved;
import assay.events.Limit;
import assay.events.PlannedJob;
import assay.events.Problem;
import assay.events.recipe.Recipe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds jobs that must run at the same time and never can, because a limit of the cluster is too low for them alone. What they take is counted at
 * its least, and what is not known for certain lets them pass; what others have there at the moment is no matter.
 */
final class TogetherCheck {
    private final Recipe recipe;
    private final Map<String, String> facts;
    private final LimitsInForce limits;

    private TogetherCheck(Recipe recipe, ClusterObserved cluster) {
        this.recipe = recipe;
        this.facts = cluster.facts();
        this.limits = new LimitsInForce(cluster.limits());
    }

    /**
     * One problem for each limit that is too low.
     *
     * @param source the recipe's name as submitted
     */
    static List<Problem> problems(String source, Recipe recipe, Collection<PlannedJob> plan, ClusterObserved cluster) {
        return cluster.limits().isEmpty() ? List.of() : new TogetherCheck(recipe, cluster).problems(source, plan);
    }

    private List<Problem> problems(String source, Collection<PlannedJob> plan) {
        Map<Limit, Excess> excesses = new LinkedHashMap<>();
        for (List<PlannedJob> set : Together.of(plan)) {
            List<JobDemand> jobs = set.stream().flatMap(job -> JobDemand.of(job, recipe, facts).stream()).toList();
            limits.over(jobs).forEach(limit -> excess(limit, jobs).ifPresent(excess -> excesses.putIfAbsent(limit, excess)));
        }
        List<Problem> problems = new ArrayList<>();
        excesses.values().forEach(excess -> problems.add(excess.problem(source)));
        return problems;
    }

    private Optional<Excess> excess(Limit limit, List<JobDemand> jobs) {
        List<JobDemand> counted = jobs.stream().filter(job -> limits.holds(limit, job)).toList();
        long least = switch (limit.kind()) {
            case RUNNING_JOBS, SUBMITTED_JOBS -> counted.size();
            case NODES -> nodes(counted);
            case CPUS -> counted.stream().mapToLong(JobDemand::cpus).sum();
        };
        return least > limit.most() ? Optional.of(new Excess(limit, counted, least)) : Optional.empty();
    }

    /** Jobs that are content with parts of nodes may all be on the same ones. */
    private static long nodes(List<JobDemand> jobs) {
        long whole = jobs.stream().filter(JobDemand::whole).mapToLong(JobDemand::nodes).sum();
        return whole + jobs.stream().filter(job -> !job.whole()).mapToLong(JobDemand::nodes).max().orElse(0);
    }
}
