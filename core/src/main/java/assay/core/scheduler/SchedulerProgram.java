package assay.core.scheduler;

import assay.core.loop.Draft;
import assay.core.loop.Duty;
import assay.core.loop.Program;
import assay.core.plan.Artifacts;
import assay.core.run.Job;
import assay.core.run.Job.Check;
import assay.core.run.LastScrape;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.core.run.Stage;
import assay.events.JobEvent;
import assay.events.JobEvent.ClosingReason;
import assay.events.JobEvent.JobStopRequested;
import assay.events.JobEvent.Outcome;
import assay.events.JobEvent.RunFinished;
import assay.events.JobEvent.RunRefused;
import assay.events.JobEvent.StagingFailed;
import assay.events.PlannedJob;
import assay.events.Problem;
import assay.events.RecipeEvent.Mode;
import assay.events.Writer;
import assay.events.recipe.Artifact;
import assay.events.recipe.Recipe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans runs, releases jobs when what they need is there, and closes runs link by link. */
public final class SchedulerProgram implements Program<WriteScripts, ScriptsWritten> {
    private final Duration patienceWithMonitor;

    /**
     * The scheduler.
     *
     * @param patienceWithMonitor how long the closing of a run waits for the monitor's summary once all clients are done
     */
    public SchedulerProgram(Duration patienceWithMonitor) {
        this.patienceWithMonitor = patienceWithMonitor;
    }

    @Override
    public Writer writer() {
        return Writer.SCHEDULER;
    }

    @Override
    public List<Duty<WriteScripts>> due(Runs runs, Instant now) {
        List<Duty<WriteScripts>> duties = new ArrayList<>();
        for (Run run : runs.all()) {
            Optional<? extends JobEvent> closing = ClosingDecision.of(run, now);
            if (closing.isPresent()) {
                duties.add(new Duty.Append<>(run.id(), closing.get()));
            } else {
                ofStage(run, now, duties);
            }
        }
        return duties;
    }

    private void ofStage(Run run, Instant now, List<Duty<WriteScripts>> duties) {
        switch (run.stage()) {
            case Stage.Requested s -> {
            }
            case Stage.Accepted s -> run.cluster().ifPresent(cluster -> duties.add(cluster.usable() ? new Duty.Perform<>(new WriteScripts(run.id(), s.recipe(), s.origin()))
                    : new Duty.Append<>(run.id(), new RunRefused(List.of(problem(run, cluster.reason(), "mend that, or name another cluster under the key 'cluster'"))))));
            case Stage.Rejected s -> finish(run, Outcome.REJECTED, (s.problems().size() == 1 ? "1 problem" : s.problems().size() + " problems") + " in the recipe", duties);
            case Stage.Refused s -> finish(run, Outcome.REFUSED, s.problems().stream().findFirst().map(Problem::message).orElse("it cannot be carried through here"), duties);
            case Stage.Planned s -> planned(run, s.recipe(), duties);
            case Stage.Closing s -> close(run, s, now, duties);
            case Stage.Cleaned s -> finish(run, outcome(run, s.reason()), s.detail(), duties);
            case Stage.Finished s -> {
            }
        }
    }

    private static void planned(Run run, Recipe recipe, List<Duty<WriteScripts>> duties) {
        if (run.all().stream().anyMatch(job -> job.check() instanceof Check.Unchecked)) {
            return;
        }
        List<Problem> problems = unacceptable(run, recipe);
        if (problems.isEmpty() && looked(run, recipe)) {
            problems = unstageable(run);
        }
        if (problems.isEmpty()) {
            acceptable(run, recipe, duties);
        } else {
            duties.add(new Duty.Append<>(run.id(), new RunRefused(problems)));
        }
    }

    private static void acceptable(Run run, Recipe recipe, List<Duty<WriteScripts>> duties) {
        switch (run.submission().mode()) {
            case PLAN -> {
                if (looked(run, recipe)) {
                    finish(run, Outcome.PLANNED, "planned only; nothing was submitted", duties);
                }
            }
            case STAGE -> {
                if (run.unstaged().isEmpty()) {
                    finish(run, Outcome.STAGED, "staged only; nothing was submitted", duties);
                }
            }
            case RUN -> {
                if (run.unstaged().isEmpty()) {
                    new Release(run, duties).due();
                }
            }
        }
    }

    /** Whether all is known of its artifacts that a run is told which is only planned. */
    private static boolean looked(Run run, Recipe recipe) {
        return run.submission().mode() != Mode.PLAN || Artifacts.of(recipe).stream().map(Artifact::reference).allMatch(run.staging().checked()::containsKey);
    }

    /** All jobs that the cluster would not take, or never together; asked for when all were checked, so that no check comes in behind the end. */
    private static List<Problem> unacceptable(Run run, Recipe recipe) {
        List<Problem> problems = new ArrayList<>();
        for (Job job : run.all()) {
            if (job.check() instanceof Check.Failed failed) {
                problems.add(problem(run, "the cluster would not take job " + job.name() + ": " + failed.message(),
                        "change its slurm: keys; `sinfo` and `sacctmgr show assoc` list what you may use"));
            }
        }
        if (run.all().stream().allMatch(job -> job.attempt() == 0)) {
            List<PlannedJob> plan = run.all().stream().map(Job::plan).toList();
            run.cluster().ifPresent(cluster -> problems.addAll(TogetherCheck.problems(run.submission().sourceName(), recipe, plan, cluster)));
        }
        return problems;
    }

    private static List<Problem> unstageable(Run run) {
        List<Problem> problems = new ArrayList<>();
        run.staging().checked().values().stream().filter(checked -> !checked.obstacle().isEmpty())
                .forEach(checked -> problems.add(problem(run, checked.name() + " cannot be staged: " + checked.obstacle(), checked.hint())));
        run.staging().failure().filter(StagingFailed::permanent)
                .ifPresent(failed -> problems.add(problem(run, failed.name() + " cannot be staged: " + failed.reason(), failed.hint())));
        return problems;
    }

    /** Clients first; services only when the monitor took its last sample, or was given up; what holds their nodes when they are over. */
    private void close(Run run, Stage.Closing closing, Instant now, List<Duty<WriteScripts>> duties) {
        for (Job client : run.clients()) {
            stop(run, client, closing, duties);
        }
        boolean clientsOver = run.clients().stream().noneMatch(client -> client.alive() && !client.done());
        if (clientsOver && LastScrape.over(run, closing, now, patienceWithMonitor)) {
            for (Job service : run.services()) {
                stop(run, service, closing, duties);
            }
        }
        if (run.all().stream().noneMatch(job -> job.plan().inside() && job.alive())) {
            for (Job allocation : run.allocations()) {
                stop(run, allocation, closing, duties);
            }
        }
    }

    private static void stop(Run run, Job job, Stage.Closing closing, List<Duty<WriteScripts>> duties) {
        if (job.alive() && job.stop().isEmpty()) {
            duties.add(new Duty.Append<>(run.id(), new JobStopRequested(job.name(), closing.detail())));
        }
    }

    private static void finish(Run run, Outcome outcome, String detail, List<Duty<WriteScripts>> duties) {
        duties.add(new Duty.Append<>(run.id(), new RunFinished(outcome, detail)));
    }

    private static Outcome outcome(Run run, ClosingReason reason) {
        if (run.fault().isPresent()) {
            return Outcome.FAULT;
        }
        return switch (reason) {
            case COMPLETED -> Outcome.COMPLETED;
            case FAILED -> Outcome.FAILED;
            case CANCELLED -> Outcome.CANCELLED;
            case INTERRUPTED -> Outcome.INTERRUPTED;
            case REFUSED -> Outcome.REFUSED;
        };
    }

    private static Problem problem(Run run, String message, String hint) {
        return new Problem(run.submission().sourceName(), 0, 0, message, hint);
    }

    @Override
    public List<Draft> decide(Runs runs, ScriptsWritten answer, Instant now) {
        return switch (answer) {
            case ScriptsWritten.Unplannable(var id, var problems) -> List.of(new Draft(id, new RunRefused(problems)));
            case ScriptsWritten.Written(var id, var plan, var scripts) -> {
                List<Draft> drafts = new ArrayList<>();
                drafts.add(new Draft(id, plan));
                scripts.forEach(script -> drafts.add(new Draft(id, script)));
                yield drafts;
            }
        };
    }
}
