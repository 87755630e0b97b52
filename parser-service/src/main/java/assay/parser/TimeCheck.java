package assay.parser;

import assay.events.PlannedJob;
import assay.events.PlannedJob.Kind;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Recipe;
import java.util.List;
import java.util.stream.Collectors;

/** Looks whether each job may last as long as the windows that are planned for it, or for the clients that need it: a shorter one could only fail. */
final class TimeCheck {
    private final Recipe recipe;
    private final List<Job> jobs;
    private final Problems problems;

    TimeCheck(Recipe recipe, List<Job> jobs, Problems problems) {
        this.recipe = recipe;
        this.jobs = jobs;
        this.problems = problems;
    }

    void check(List<PlannedJob> plan) {
        plan.stream().filter(job -> job.kind() == Kind.CLIENT).forEach(job -> compare(job, windows(job), "its windows"));
        plan.stream().filter(job -> job.kind() == Kind.SERVICE).forEach(job -> compare(job, longest(plan, job), "the windows of its clients"));
    }

    private void compare(PlannedJob job, long planned, String what) {
        if (planned > job.timeLimitSeconds()) {
            jobs.stream().filter(one -> one.name().equals(job.component())).findFirst().ifPresent(one -> problems.add(
                    one.fragment().below("slurm").node("time").map(Node::place).orElse(one.place()),
                    one.path() + ": " + what + " take " + planned + " s by plan, but its time limit is " + job.timeLimitSeconds() + " s",
                    "give it a longer slurm.time, or leave it out, and one is chosen"));
        }
    }

    /** What the client takes that needs a service's job for longest; its own jobs follow one another. */
    private long longest(List<PlannedJob> plan, PlannedJob service) {
        return plan.stream().filter(job -> job.kind() == Kind.CLIENT && job.work().replica() == 1 && job.needs().contains(service.name()))
                .collect(Collectors.groupingBy(PlannedJob::component, Collectors.summingLong(this::windows))).values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private long windows(PlannedJob job) {
        return recipe.clients().stream().filter(client -> client.name().equals(job.component())).mapToLong(ClientSpec::windowSeconds).sum()
                * job.work().repetitions().size();
    }
}
