package assay.core.runner;

import assay.events.ClusterJobId;
import assay.events.JobEvent.ArtifactStaged;
import assay.events.RunId;
import assay.events.Token;
import java.time.Duration;
import java.util.List;

/** What the runner does with jobs that run as steps in the allocation of another one. */
public sealed interface StepEffect extends RunnerEffect {

    /**
     * Begin a job as a step in the allocation of another one.
     *
     * @param host    that one: what is begun for one attempt of it is not begun by another
     * @param clusterJob the cluster's job of the host
     * @param secrets as for {@link Submit}
     * @param own     as for {@link Submit}
     * @param staged  as for {@link Submit}
     * @param wanted  false when its run closes: it is asked to stop before it begins
     */
    record StartStep(RunId run, Token token, Token host, ClusterJobId clusterJob, String script, String runDirectory, List<String> secrets, List<String> own,
            List<ArtifactStaged> staged, boolean wanted) implements StepEffect {
        public StartStep {
            staged = List.copyOf(staged);
            secrets = List.copyOf(secrets);
            own = List.copyOf(own);
        }

        @Override
        public String key() {
            return "start/" + token;
        }
    }

    /** Say whether a step began whose host is over; nothing begins it any more. */
    record FindStep(RunId run, String runDirectory, Token token, ClusterJobId clusterJob) implements StepEffect {
        @Override
        public String key() {
            return "find/" + token;
        }

        @Override
        public Duration pause() {
            return Duration.ofSeconds(1);
        }
    }

    /** End a step that does not stop by itself. */
    record KillStep(RunId run, String runDirectory, Token token) implements StepEffect {
        @Override
        public String key() {
            return "kill/" + token;
        }
    }
}
