package assay.core.plan;

import assay.events.JobEvent.RunPlanned;
import assay.events.JobName;
import assay.events.PlannedJob;
import assay.events.PlannedJob.Kind;
import assay.events.PlannedJob.Work;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Recipe;
import assay.events.recipe.ServiceSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Plans the jobs of a recipe, services first: one for each service and for each replica of a client, or, where these are split, one for each of
 * them and each repetition; before them, where they share an allocation, the job that holds it. Time limits that the recipe leaves open are chosen here: a client gets one and a half times its planned windows and
 * five minutes, and more where it may wait in its job for a silent cluster; a service the sum of its clients and the time that it may idle while they queue.
 */
public final class Planner {
    private static final long CLIENT_ALLOWANCE_SECONDS = 300;
    private static final long LEASE_SECONDS = 900;
    private final Recipe recipe;
    private final Splits splits;

    private Planner(Recipe recipe) {
        this.recipe = recipe;
        this.splits = new Splits(recipe);
    }

    /**
     * The plan of a recipe.
     *
     * @throws JobNameTakenException when two jobs would bear one name
     */
    public static RunPlanned plan(Recipe recipe) {
        List<PlannedJob> jobs = recipe.placement().together() ? Packing.into(recipe, new Planner(recipe).jobs()) : new Planner(recipe).jobs();
        Set<JobName> names = new HashSet<>();
        for (PlannedJob job : jobs) {
            if (!names.add(job.name())) {
                throw new JobNameTakenException(job.name(), job.component());
            }
        }
        return new RunPlanned(jobs, jobs.stream().mapToDouble(PlannedJob::worstCaseNodeHours).sum());
    }

    /** How many jobs the plan of a recipe has. */
    public static long jobs(Recipe recipe) {
        Splits splits = new Splits(recipe);
        return (recipe.placement().together() ? 1 : 0) + recipe.services().stream().mapToLong(service -> splits.service(service) ? recipe.repetitions() : 1).sum()
                + recipe.clients().stream().mapToLong(client -> client.jobs().replicas() * (splits.client(client) ? (long) recipe.repetitions() : 1)).sum();
    }

    private List<PlannedJob> jobs() {
        List<PlannedJob> jobs = new ArrayList<>();
        for (ServiceSpec service : recipe.services()) {
            repetitions(splits.service(service)).forEach(repetition -> jobs.add(service(service, repetition)));
        }
        for (ClientSpec client : recipe.clients()) {
            for (int repetition : repetitions(splits.client(client))) {
                for (int replica = 1; replica <= client.jobs().replicas(); replica++) {
                    jobs.add(client(client, repetition, replica));
                }
            }
        }
        return jobs;
    }

    /** The repetitions that have a job of their own; 0 alone: one job for all. */
    private List<Integer> repetitions(boolean split) {
        return split ? Work.all(recipe.repetitions()).repetitions() : List.of(0);
    }

    private PlannedJob service(ServiceSpec service, int repetition) {
        long given = service.slurm().timeSeconds();
        long limit = given > 0 ? given : users(service).stream().mapToLong(client -> seconds(client, windows(repetition))).sum() + service.life().maxIdleSeconds();
        List<JobName> after = new ArrayList<>();
        if (repetition > 1) {
            after.add(name(service.name(), repetition - 1));
            users(service).forEach(client -> after.addAll(names(client, repetition - 1)));
        }
        return new PlannedJob(name(service.name(), repetition), Kind.SERVICE, service.name(), needs(service.needs(), repetition), after, service.slurm().nodes(),
                limit, Work.NONE, false, service.life().attempts());
    }

    private PlannedJob client(ClientSpec client, int repetition, int replica) {
        Work work = new Work(Math.max(1, repetition), windows(repetition), replica, client.jobs().replicas());
        List<JobName> after = repetition > 1 ? names(client, repetition - 1) : List.of();
        return new PlannedJob(name(client, repetition, replica), Kind.CLIENT, client.name(), needs(List.of(client.target()), repetition), after,
                client.slurm().nodes(), seconds(client, work.windows()), work, client.jobs().early(), attempts(client));
    }

    /** A client may be taken away as often as what it needs may, and begins again whenever that does. */
    private int attempts(ClientSpec client) {
        List<Integer> services = splits.named(splits.needed(client.target())).stream().map(service -> service.life().attempts()).toList();
        int taken = Math.max(client.jobs().attempts(), services.stream().mapToInt(Integer::intValue).max().orElse(1));
        return taken + services.stream().mapToInt(attempts -> attempts - 1).sum();
    }

    private int windows(int repetition) {
        return repetition == 0 ? recipe.repetitions() : 1;
    }

    /** The clients that need a service, itself or by way of others. */
    private List<ClientSpec> users(ServiceSpec service) {
        return recipe.clients().stream().filter(client -> splits.needed(client.target()).contains(service.name())).toList();
    }

    private List<JobName> needs(List<String> services, int repetition) {
        return splits.named(services).stream().map(service -> name(service.name(), splits.service(service) ? repetition : 0)).toList();
    }

    private static List<JobName> names(ClientSpec client, int repetition) {
        List<JobName> names = new ArrayList<>();
        for (int replica = 1; replica <= client.jobs().replicas(); replica++) {
            names.add(name(client, repetition, replica));
        }
        return names;
    }

    private static JobName name(ClientSpec client, int repetition, int replica) {
        JobName all = name(client.name(), repetition);
        return client.jobs().replicas() == 1 ? all : new JobName(all + "-" + replica);
    }

    private static JobName name(String component, int repetition) {
        return new JobName(component + (repetition == 0 ? "" : "-r" + repetition));
    }

    private long seconds(ClientSpec client, int windows) {
        long given = client.slurm().timeSeconds();
        long silence = client.jobs().early() && !recipe.placement().together() ? silenceSeconds(recipe) : 0;
        return given > 0 ? given : client.windowSeconds() * windows * 3 / 2 + CLIENT_ALLOWANCE_SECONDS + silence;
    }

    /** How long who waits inside a job for a service may wait because a cluster elsewhere cannot be told that it is ready: as long as the run's lease lasts. */
    static long silenceSeconds(Recipe recipe) {
        return recipe.site().connect().elsewhere() ? LEASE_SECONDS : 0;
    }
}
