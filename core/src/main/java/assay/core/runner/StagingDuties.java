package assay.core.runner;

import assay.core.loop.Duty;
import assay.core.plan.Artifacts;
import assay.core.run.Job.Check;
import assay.core.run.Run;
import assay.core.run.Stage;
import assay.core.runner.StagingEffect.CheckArtifact;
import assay.core.runner.StagingEffect.EndStaging;
import assay.core.runner.StagingEffect.StageArtifact;
import assay.events.JobEvent.ClusterObserved;
import assay.events.JobName;
import assay.events.Token;
import assay.events.recipe.Recipe;
import assay.events.recipe.Site;
import java.util.List;
import java.util.Optional;

/** What is to be staged, or ended, for a run. */
final class StagingDuties {
    /** Longer than the name of any service or client. */
    private static final JobName JOB = new JobName("assay-stages-artifacts");

    private StagingDuties() {
    }

    /** Once the cluster would take every job: what was refused needs nothing. */
    static void due(Run run, String logId, List<Duty<RunnerEffect>> duties) {
        boolean accepted = run.all().stream().allMatch(job -> job.check() instanceof Check.Passed);
        if (!(run.stage() instanceof Stage.Planned planned) || !accepted || run.cancel().isPresent() || run.staging().failure().isPresent()) {
            return;
        }
        Recipe recipe = planned.recipe();
        switch (run.submission().mode()) {
            case PLAN -> Artifacts.of(recipe).stream().filter(artifact -> !run.staging().checked().containsKey(artifact.reference()))
                    .forEach(artifact -> duties.add(new Duty.Perform<>(new CheckArtifact(run.id(), artifact, recipe.site(), token(run, logId)))));
            case RUN -> stage(run, recipe.site(), run.cluster().map(ClusterObserved::runDirectory).orElse(""), logId, duties);
            case STAGE -> stage(run, recipe.site(), "", logId, duties);
        }
    }

    private static void stage(Run run, Site site, String runDirectory, String logId, List<Duty<RunnerEffect>> duties) {
        run.unstaged().stream().findFirst()
                .ifPresent(artifact -> duties.add(new Duty.Perform<>(new StageArtifact(run.id(), artifact, site, runDirectory, token(run, logId)))));
    }

    private static Token token(Run run, String logId) {
        return Token.of(JOB, 1, run.id(), logId);
    }

    /** What a run that closes, and never had a job, may have under way still. */
    static Optional<EndStaging> left(Run run, String logId) {
        return run.stage().knownRecipe().filter(recipe -> !run.all().isEmpty() && !run.unstaged().isEmpty())
                .map(recipe -> new EndStaging(run.id(), recipe.site(), token(run, logId)));
    }
}
