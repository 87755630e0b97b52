package assay.core.plan;

import assay.events.JobEvent.RunPlanned;
import assay.events.JobName;
import assay.events.PlannedJob;
import assay.events.PlannedJob.Kind;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Recipe;
import assay.events.recipe.ServiceSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans the jobs of a recipe: one per service and one per client, services first. Time limits that the recipe leaves open are chosen here: a
 * client gets one and a half times its planned windows and five minutes, a service the sum of all clients and ten minutes in which they may
 * queue.
 */
public final class Planner {
    private static final long CLIENT_ALLOWANCE_SECONDS = 300;
    private static final long MOST_IDLE_SECONDS = 600;

    private Planner() {
    }

    /** The plan of a recipe. */
    public static RunPlanned plan(Recipe recipe) {
        List<PlannedJob> jobs = new ArrayList<>();
        long clientSeconds = recipe.clients().stream().mapToLong(client -> seconds(client, recipe.repetitions())).sum();
        for (ServiceSpec service : recipe.services()) {
            long limit = service.slurm().timeSeconds() > 0 ? service.slurm().timeSeconds() : clientSeconds + MOST_IDLE_SECONDS;
            jobs.add(new PlannedJob(new JobName(service.name()), Kind.SERVICE, service.name(), names(service.needs()), service.slurm().nodes(), limit, 0));
        }
        for (ClientSpec client : recipe.clients()) {
            jobs.add(new PlannedJob(new JobName(client.name()), Kind.CLIENT, client.name(), names(List.of(client.target())), client.slurm().nodes(),
                    seconds(client, recipe.repetitions()), recipe.repetitions()));
        }
        return new RunPlanned(jobs, jobs.stream().mapToDouble(PlannedJob::worstCaseNodeHours).sum());
    }

    private static long seconds(ClientSpec client, int repetitions) {
        long given = client.slurm().timeSeconds();
        return given > 0 ? given : client.windowSeconds() * repetitions * 3 / 2 + CLIENT_ALLOWANCE_SECONDS;
    }

    private static List<JobName> names(List<String> services) {
        return services.stream().map(JobName::new).toList();
    }
}
