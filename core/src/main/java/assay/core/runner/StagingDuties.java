package assay.core.runner;

import assay.core.loop.Duty;
import assay.core.plan.Artifacts;
import assay.core.run.Job.Check;
import assay.core.run.Run;
import assay.core.run.Stage;
import assay.core.runner.RunnerEffect.CheckArtifact;
import assay.core.runner.RunnerEffect.EndStaging;
import assay.core.runner.RunnerEffect.StageArtifact;
import assay.events.JobEvent.ClusterObserved;
import assay.events.recipe.Recipe;
import java.util.List;
import java.util.Optional;

/** What is to be staged, or ended, for a run. */
final class StagingDuties {
    private StagingDuties() {
    }

    /** Once the cluster would take every job: what was refused needs nothing. */
    static void due(Run run, List<Duty<RunnerEffect>> duties) {
        boolean accepted = run.all().stream().allMatch(job -> job.check() instanceof Check.Passed);
        if (!(run.stage() instanceof Stage.Planned planned) || !accepted || run.cancel().isPresent() || run.staging().failure().isPresent()) {
            return;
        }
        Recipe recipe = planned.recipe();
        String cache = recipe.site().cache();
        switch (run.submission().mode()) {
            case PLAN -> Artifacts.of(recipe).stream().filter(artifact -> !run.staging().checked().containsKey(artifact.reference()))
                    .forEach(artifact -> duties.add(new Duty.Perform<>(new CheckArtifact(run.id(), artifact, cache))));
            case RUN -> stage(run, cache, run.cluster().map(ClusterObserved::runDirectory).orElse(""), duties);
            case STAGE -> stage(run, cache, "", duties);
        }
    }

    private static void stage(Run run, String cache, String runDirectory, List<Duty<RunnerEffect>> duties) {
        run.unstaged().stream().findFirst().ifPresent(artifact -> duties.add(new Duty.Perform<>(new StageArtifact(run.id(), artifact, cache, runDirectory))));
    }

    /** What a run that closes, and never had a job, may have under way still. */
    static Optional<EndStaging> left(Run run) {
        return !run.all().isEmpty() && !run.unstaged().isEmpty() ? Optional.of(new EndStaging(run.id())) : Optional.empty();
    }
}
