package assay.core.runner;

import assay.events.RunId;
import assay.events.Token;
import assay.events.recipe.Artifact;
import assay.events.recipe.Site;
import java.time.Duration;

/** What the runner does with what jobs need and is too large to travel with them. */
public sealed interface StagingEffect extends RunnerEffect {

    /** Tell what is there already of what a run that is only planned would need. */
    record CheckArtifact(RunId run, Artifact artifact, Site site, Token token) implements StagingEffect {
        @Override
        public String key() {
            return "artifact/" + run + "/" + artifact.reference();
        }
    }

    /**
     * Bring an artifact to where the jobs find it; one at a time on each cluster, since they share the way there.
     *
     * @param site         says where it is kept, and who fetches it
     * @param runDirectory of the jobs that will use it; empty: no job will
     * @param token        of the job that fetches it, if one does
     */
    record StageArtifact(RunId run, Artifact artifact, Site site, String runDirectory, Token token) implements StagingEffect {
        @Override
        public String key() {
            return "stage";
        }

        @Override
        public Duration pause() {
            return Duration.ZERO;
        }
    }

    /**
     * End whatever is being staged for a run that closes, and say that nothing of the run is left.
     *
     * @param site  says who fetches
     * @param token of the job that fetches, if one does
     */
    record EndStaging(RunId run, Site site, Token token) implements StagingEffect {
        @Override
        public String key() {
            return "end-staging/" + run;
        }

        @Override
        public Duration pause() {
            return Duration.ofSeconds(1);
        }
    }
}
