package assay.core.runner;

import assay.core.loop.Draft;
import assay.core.loop.Duty;
import assay.core.loop.Placed;
import assay.core.loop.Program;
import assay.core.run.Attempts;
import assay.core.run.Job;
import assay.core.run.Job.Check;
import assay.core.run.JobState;
import assay.core.run.LastScrape;
import assay.core.run.Locations;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.core.run.Stage;
import assay.core.runner.RunnerEffect.CheckJob;
import assay.core.runner.RunnerEffect.LookUp;
import assay.core.runner.RunnerEffect.ObserveCluster;
import assay.core.runner.RunnerEffect.Submit;
import assay.core.runner.RunnerEffect.Withdraw;
import assay.core.runner.StepEffect.FindStep;
import assay.core.runner.StepEffect.StartStep;
import assay.events.ClusterJobId;
import assay.events.JobEvent.ArtifactStaged;
import assay.events.JobEvent.RunCleaned;
import assay.events.JobEvent.SubmissionIntended;
import assay.events.Token;
import assay.events.Writer;
import assay.events.recipe.Location;
import assay.events.recipe.ServiceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries jobs through on the cluster. The submission protocol: an intent with an absolute deadline is in the log before {@code sbatch}
 * starts; its outcome, when it is not certain, is looked up by token once the deadline is past; a job's first act is an atomic claim.
 */
public final class RunnerProgram implements Program<Placed<RunnerEffect>, RunnerAnswer> {
    /** Of a host that never reached the cluster. */
    private static final ClusterJobId UNKNOWN = new ClusterJobId("0");
    private final String process;
    private final RunnerTiming timing;
    private final Tracking tracking;
    private final Endings endings;

    /**
     * The runner.
     *
     * @param process names this process, and no other one ever: only it acts on its own intents
     */
    public RunnerProgram(String process, RunnerTiming timing) {
        this.process = process;
        this.timing = timing;
        this.tracking = new Tracking(timing);
        this.endings = new Endings(timing);
    }

    @Override
    public Writer writer() {
        return Writer.RUNNER;
    }

    @Override
    public List<Duty<Placed<RunnerEffect>>> due(Runs runs, Instant now) {
        List<Duty<Placed<RunnerEffect>>> duties = new ArrayList<>(tracking.due(runs, now));
        runs.all().stream().filter(run -> !run.finished()).forEach(run -> duties.addAll(Placed.at(place(run), due(runs, run, now))));
        return duties;
    }

    /** The cluster that was chosen for the run, or, while it is not, the one that its recipe names. */
    private static Location place(Run run) {
        return run.cluster().map(chosen -> Locations.of(run, chosen)).or(() -> run.stage().knownRecipe().map(recipe -> recipe.site().location()))
                .orElse(Location.here("auto"));
    }

    private List<Duty<RunnerEffect>> due(Runs runs, Run run, Instant now) {
        List<Duty<RunnerEffect>> duties = new ArrayList<>();
        if (run.stage() instanceof Stage.Accepted accepted && run.cluster().isEmpty()) {
            duties.add(new Duty.Perform<>(new ObserveCluster(run.id(), run.submission(), accepted.recipe())));
        }
        StagingDuties.due(run, runs.logId(), duties);
        run.cluster().ifPresent(cluster -> {
            for (Job job : run.all()) {
                begin(runs, run, job, cluster.runDirectory(), now, duties);
                endings.due(run, job, cluster.runDirectory(), now, duties);
            }
        });
        clean(runs, run, now, duties);
        return duties;
    }

    private void begin(Runs runs, Run run, Job job, String directory, Instant now, List<Duty<RunnerEffect>> duties) {
        boolean open = run.stage().open();
        switch (job.state()) {
            case JobState.Scripted s when open && job.check() instanceof Check.Unchecked ->
                job.script().ifPresent(text -> duties.add(new Duty.Perform<>(
                        new CheckJob(run.id(), job.name(), text.script(), directory, run.submission().mode(), job.plan().inside()))));
            case JobState.Released s when open && !now.isBefore(s.notBefore()) -> {
                Token token = s.lastToken().orElseGet(() -> Token.of(job.name(), s.number(), run.id(), runs.logId()));
                duties.add(new Duty.Append<>(run.id(), new SubmissionIntended(token, now.plus(timing.submitLimit()), process)));
            }
            case JobState.Intended s when job.plan().inside() -> run.host(job).ifPresent(host -> step(run, job, host, s, directory, duties));
            case JobState.Submitted s when job.plan().inside() -> run.host(job).ifPresent(host -> Steps.follow(run, job, host, s, duties));
            case JobState.Intended s -> intended(run, job, s, directory, now, duties);
            case JobState s -> {
            }
        }
    }

    private void intended(Run run, Job job, JobState.Intended state, String directory, Instant now, List<Duty<RunnerEffect>> duties) {
        boolean mine = state.by().equals(process);
        if (mine && run.stage().open() && now.isBefore(state.deadline())) {
            String script = job.script().orElseThrow().script();
            duties.add(new Duty.Perform<>(new Submit(run.id(), state.token(), script, directory, state.deadline(), secrets(run, job), own(run, job), begun(run, job), staged(run))));
        }
        if (mine && !run.stage().open()) {
            duties.add(new Duty.Perform<>(new Withdraw(run.id(), state.token(), state.deadline())));
        }
        if (!now.isBefore(state.deadline().plus(timing.slack()))) {
            duties.add(new Duty.Perform<>(new LookUp(run.id(), state.token())));
        }
    }

    /** Begins a step; where its host ended first, it never will, or has done so already. */
    private static void step(Run run, Job job, Job host, JobState.Intended state, String directory, List<Duty<RunnerEffect>> duties) {
        switch (host.state()) {
            case JobState.Submitted s when host.started() && host.stop().isEmpty() -> duties.add(new Duty.Perform<>(new StartStep(run.id(), state.token(), s.token(), s.clusterJob(),
                    job.script().orElseThrow().script(), directory, secrets(run, job), own(run, job), staged(run), run.stage().open())));
            case JobState.Ended s -> duties.add(new Duty.Perform<>(new FindStep(run.id(), directory, state.token(), s.clusterJob().orElse(UNKNOWN))));
            case JobState s -> {
            }
        }
    }

    private static List<ArtifactStaged> staged(Run run) {
        return List.copyOf(run.staging().staged().values());
    }

    /** What a job that waits for its services inside must not start before. */
    private static List<ClusterJobId> begun(Run run, Job job) {
        return job.plan().early() ? Attempts.needed(run, job).stream().map(Job::state).filter(JobState.Submitted.class::isInstance)
                .map(state -> ((JobState.Submitted) state).clusterJob()).toList() : List.of();
    }

    private static List<String> secrets(Run run, Job job) {
        return run.stage().knownRecipe().stream().flatMap(recipe -> recipe.services().stream())
                .filter(service -> service.name().equals(job.plan().component())).map(ServiceSpec::secrets).flatMap(List::stream)
                .map(secret -> "secrets/" + job.plan().component() + "." + secret).toList();
    }

    private static List<String> own(Run run, Job job) {
        return run.stage().knownRecipe().map(recipe -> OwnSecrets.of(recipe, job.plan().component())).orElse(List.of());
    }

    private void clean(Runs runs, Run run, Instant now, List<Duty<RunnerEffect>> duties) {
        if (!(run.stage() instanceof Stage.Closing closing) || run.alive() || !LastScrape.over(run, closing, now, timing.patienceWithMonitor())) {
            return;
        }
        List<Token> tokens = run.all().stream().flatMap(job -> job.tokens().stream()).toList();
        if (tokens.isEmpty()) {
            duties.add(StagingDuties.left(run, runs.logId()).<Duty<RunnerEffect>>map(Duty.Perform::new)
                    .orElseGet(() -> new Duty.Append<>(run.id(), new RunCleaned(List.of(), List.of(), List.of()))));
            return;
        }
        run.cluster().ifPresent(cluster -> duties.add(new Duty.Perform<>(
                new RunnerEffect.VerifyClean(run.id(), cluster.runDirectory(), run.submission().outputDirectory(), tokens, Endings.unverified(run)))));
    }

    @Override
    public List<Draft> decide(Runs runs, RunnerAnswer answer, Instant now) {
        return new RunnerDecisions(runs, process, timing, now).of(answer);
    }
}
