package assay.parser;

import assay.core.plan.JobNameTakenException;
import assay.core.plan.Planner;
import assay.events.recipe.Recipe;
import java.util.List;

/** Looks at the jobs that a recipe makes: not too many, each with a name of its own, and with time for what it has to do. */
final class PlanCheck {
    private static final long MOST_JOBS = 10_000;
    private final Problems problems;

    PlanCheck(Problems problems) {
        this.problems = problems;
    }

    void check(Recipe recipe, List<Job> jobs, String source) {
        long count = Planner.jobs(recipe);
        if (count > MOST_JOBS) {
            problems.add(Place.whole(source), "the run would have " + count + " jobs, and 10000 are the most",
                    "split fewer of them by 'job', 'lifetime' or 'replicas'");
            return;
        }
        try {
            new TimeCheck(recipe, jobs, problems).check(Planner.plan(recipe).jobs());
        } catch (JobNameTakenException taken) {
            jobs.stream().filter(job -> job.name().equals(taken.component())).findFirst().ifPresent(job -> problems.add(job.place(),
                    job.path() + ": one of its jobs would bear the name of another's job", "choose another name, without -r1 or -1 at its end"));
        }
    }
}
