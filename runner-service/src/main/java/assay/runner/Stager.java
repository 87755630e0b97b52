package assay.runner;

import assay.cluster.ArtifactStore.Fetcher;
import assay.cluster.ArtifactStore.Look;
import assay.cluster.ArtifactStore.Order;
import assay.cluster.ArtifactStore.Outcome;
import assay.cluster.Cluster;
import assay.cluster.staging.FetchJob;
import assay.core.plan.Directive;
import assay.core.plan.Directives;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.StagingEffect.CheckArtifact;
import assay.core.runner.StagingEffect.EndStaging;
import assay.core.runner.StagingEffect.StageArtifact;
import assay.events.JobEvent.ArtifactChecked;
import assay.events.JobEvent.ArtifactStaged;
import assay.events.JobEvent.RunCleaned;
import assay.events.JobEvent.StagingFailed;
import assay.events.Token;
import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Has artifacts brought to where the jobs find them, before any job is submitted. */
final class Stager {
    private static final int LONGEST_REASON = 1_000;
    private static final double MILLIS = 1_000.0;
    private final Cluster cluster;
    private final Clock clock;

    Stager(Cluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    RunnerAnswer stage(StageArtifact effect) {
        Instant began = clock.instant();
        String name = effect.artifact().reference();
        return switch (cluster.artifacts().stage(new Order(effect.run().value(), effect.artifact(), effect.site().cache(), effect.runDirectory(), fetcher(effect.site(), effect.token())))) {
            case Outcome.Staged(var kind, var path, var sha256, var bytes, var cached) -> new RunnerAnswer.Handled(effect.run(),
                    new ArtifactStaged(name, sha256, bytes, Math.max(0, Duration.between(began, clock.instant()).toMillis()) / MILLIS, kind, path, cached));
            case Outcome.Refused(var reason, var hint) -> failed(effect, true, reason, hint);
            case Outcome.Failed(var reason, var hint) -> failed(effect, false, reason, hint);
            case Outcome.Abandoned abandoned -> new RunnerAnswer.Nothing();
        };
    }

    private Optional<Fetcher> fetcher(Site site, Token token) {
        return job(site, token).map(Fetcher.class::cast);
    }

    /** The job that fetches, where the site wants one. */
    private Optional<FetchJob> job(Site site, Token token) {
        SlurmOptions asked = site.pulling().slurm();
        return site.pulling().byJob()
                ? Optional.of(new FetchJob(cluster, token, Directives.of(asked, asked.timeSeconds()).stream().map(Directive::line).toList(), site.setup()))
                : Optional.empty();
    }

    /** What is said of an artifact that could not even be tried. */
    RunnerAnswer giveUp(StageArtifact effect, String reason) {
        return failed(effect, false, reason, "");
    }

    private static RunnerAnswer failed(StageArtifact effect, boolean permanent, String reason, String hint) {
        return new RunnerAnswer.Handled(effect.run(), new StagingFailed(effect.artifact().reference(), permanent, Excerpt.line(reason, LONGEST_REASON), hint));
    }

    RunnerAnswer check(CheckArtifact effect) {
        Look look = cluster.artifacts().look(new Order(effect.run().value(), effect.artifact(), effect.site().cache(), "", fetcher(effect.site(), effect.token())));
        return new RunnerAnswer.Handled(effect.run(), new ArtifactChecked(effect.artifact().reference(), look.kind(), look.present(), look.bytes(), look.detail(),
                Excerpt.line(look.obstacle(), LONGEST_REASON), look.hint()));
    }

    /** The run never had a job: what it was given to stage was all there was of it. */
    RunnerAnswer end(EndStaging effect) {
        cluster.artifacts().abandon(effect.run().value());
        job(effect.site(), effect.token()).ifPresent(FetchJob::end);
        return new RunnerAnswer.Clean(effect.run(), new RunCleaned(List.of(), List.of(), List.of()));
    }
}
