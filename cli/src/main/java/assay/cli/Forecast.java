package assay.cli;

import assay.core.run.Run;
import assay.events.Envelope;
import assay.events.JobEvent.ArtifactChecked;
import assay.events.JobEvent.ClusterObserved;
import assay.events.JobEvent.JobChecked;
import assay.events.JobEvent.JobScripted;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.JobEvent.RunPlanned;
import assay.events.JobName;
import assay.events.Limit;
import assay.events.PlannedJob;
import assay.events.Problem;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Recipe;
import assay.events.recipe.ServiceSpec;
import assay.events.recipe.SlurmOptions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run would do, as far as its plan tells.
 *
 * @param recipe   written out in full
 * @param cluster  as it was seen
 * @param jobs     in the order planned
 * @param hours    node-hours that all jobs may cost at most
 * @param artifacts what would be staged first
 * @param warnings what is allowed but probably not meant
 */
record Forecast(Recipe recipe, ClusterObserved cluster, List<Outlook> jobs, double hours, List<ArtifactChecked> artifacts, List<Problem> warnings) {
    private static final double HOUR = 3600;

    Forecast {
        jobs = List.copyOf(jobs);
        artifacts = List.copyOf(artifacts);
        warnings = List.copyOf(warnings);
    }

    /**
     * One job.
     *
     * @param idleSeconds how long it may hold its nodes while it waits: a service for its clients, an early client for its services
     * @param check       what the cluster said to it
     */
    record Outlook(PlannedJob job, long idleSeconds, JobScripted script, JobChecked check) {
        /** What the waiting may cost at most. */
        double idleNodeHours() {
            return job.nodes() * idleSeconds / HOUR;
        }
    }

    /** Of a run that was planned to the end; empty when it was not. */
    static Optional<Forecast> of(Run run, List<Envelope> events) {
        Moments moments = new Moments(events);
        Optional<RecipeAccepted> accepted = moments.all(RecipeAccepted.class).findFirst();
        Optional<RunPlanned> plan = moments.plan();
        if (accepted.isEmpty() || plan.isEmpty() || run.cluster().isEmpty()) {
            return Optional.empty();
        }
        Recipe recipe = accepted.get().recipe();
        List<Outlook> jobs = plan.get().jobs().stream().flatMap(job -> outlook(job, plan.get(), recipe, moments).stream()).toList();
        return jobs.size() < plan.get().jobs().size() ? Optional.empty()
                : Optional.of(new Forecast(recipe, run.cluster().get(), jobs, plan.get().worstCaseNodeHours(), List.copyOf(run.staging().checked().values()), accepted.get().warnings()));
    }

    /** The limits of the partitions, QOS and accounts that the jobs go to, by name or by default. */
    List<Limit> limits() {
        return cluster.limits().stream().filter(limit -> slurm().anyMatch(asked -> named(asked, limit))).toList();
    }

    private Stream<SlurmOptions> slurm() {
        return Stream.concat(recipe.services().stream().map(ServiceSpec::slurm), recipe.clients().stream().map(ClientSpec::slurm));
    }

    private boolean named(SlurmOptions asked, Limit limit) {
        String names = asked.options().getOrDefault(limit.scope(), cluster.facts().getOrDefault("default_" + limit.scope(), ""));
        return List.of(names.split(",")).contains(limit.name());
    }

    private static Optional<Outlook> outlook(PlannedJob job, RunPlanned plan, Recipe recipe, Moments moments) {
        Optional<JobScripted> script = moments.all(JobScripted.class).filter(event -> event.job().equals(job.name())).findFirst();
        Optional<JobChecked> check = moments.all(JobChecked.class).filter(event -> event.job().equals(job.name())).findFirst();
        return script.flatMap(text -> check.map(said -> new Outlook(job, idle(job, plan, recipe), text, said)));
    }

    private static long idle(PlannedJob job, RunPlanned plan, Recipe recipe) {
        if (job.inside()) {
            return 0; // nothing waits in the queue but its allocation
        }
        boolean used = plan.jobs().stream().anyMatch(other -> other.needs().contains(job.name()));
        long most = switch (job.kind()) {
            case SERVICE -> used ? spec(job, recipe).map(spec -> spec.life().maxIdleSeconds())
                    .map(seconds -> seconds == 0 ? job.timeLimitSeconds() : seconds).orElse(0L) : 0;
            case ALLOCATION -> 0;
            case CLIENT -> job.early() ? job.needs().stream().mapToLong(name -> readiness(name, plan, recipe)).max().orElse(0) : 0;
        };
        return Math.min(most, job.timeLimitSeconds());
    }

    /** How long a service may take until it is ready, those before it included. */
    private static long readiness(JobName service, RunPlanned plan, Recipe recipe) {
        Optional<PlannedJob> job = plan.jobs().stream().filter(other -> other.name().equals(service)).findFirst();
        long before = job.stream().flatMap(found -> found.needs().stream()).mapToLong(name -> readiness(name, plan, recipe)).max().orElse(0);
        return before + job.flatMap(found -> spec(found, recipe)).map(spec -> spec.ready().timeoutSeconds()).orElse(0);
    }

    private static Optional<ServiceSpec> spec(PlannedJob job, Recipe recipe) {
        return recipe.services().stream().filter(spec -> spec.name().equals(job.component())).findFirst();
    }
}
