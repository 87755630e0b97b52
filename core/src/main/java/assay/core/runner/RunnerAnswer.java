package assay.core.runner;

import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.JobEvent.ClusterObserved;
import assay.events.JobEvent.JobChecked;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.OfArtifact;
import assay.events.JobEvent.RefusalKind;
import assay.events.JobEvent.RunCleaned;
import assay.events.JobEvent.WorkloadMeasured;
import assay.events.RunId;
import assay.events.Token;
import java.util.List;

/** What comes back from the world. */
public sealed interface RunnerAnswer {

    /** The cluster was looked at. */
    record Observed(RunId run, ClusterObserved event) implements RunnerAnswer {
    }

    /** The cluster said whether it would take a job. */
    record Checked(RunId run, JobChecked event) implements RunnerAnswer {
    }

    /** What became of an artifact. */
    record Handled(RunId run, OfArtifact event) implements RunnerAnswer {
    }

    /** The cluster has the job. */
    record Accepted(RunId run, Token token, ClusterJobId clusterJob, boolean adopted) implements RunnerAnswer {
    }

    /** The cluster certainly does not have the job. */
    record Refused(RunId run, Token token, RefusalKind kind, String message) implements RunnerAnswer {
    }

    /** A submission of this process was never begun. */
    record NeverBegun(RunId run, Token token) implements RunnerAnswer {
    }

    /** The cluster answered and lists no job of the token. */
    record NotFound(RunId run, Token token) implements RunnerAnswer {
    }

    /**
     * What one tracking query showed.
     *
     * @param runs      those that were asked for
     * @param lastWords new event files of the runs with jobs that are over, read after the query
     */
    record Tracked(List<RunId> runs, List<Sighting> sightings, List<JobReported> lastWords) implements RunnerAnswer {
        public Tracked {
            runs = List.copyOf(runs);
            sightings = List.copyOf(sightings);
            lastWords = List.copyOf(lastWords);
        }
    }

    /** The tracking query was not answered. */
    record Silent(List<RunId> runs, String reason) implements RunnerAnswer {
        public Silent {
            runs = List.copyOf(runs);
        }
    }

    /** One job as the cluster shows it. */
    record Sighting(RunId run, Token token, ClusterJobId clusterJob, ClusterState state, String reason, String nodes) {
    }

    /** New event files of jobs. */
    record Reported(List<JobReported> reports) implements RunnerAnswer {
        public Reported {
            reports = List.copyOf(reports);
        }
    }

    /** A client's windows were read. */
    record Measured(RunId run, List<WorkloadMeasured> windows) implements RunnerAnswer {
        public Measured {
            windows = List.copyOf(windows);
        }
    }

    /** A job that is over was looked at. */
    record Concluded(RunId run, JobEnded event) implements RunnerAnswer {
    }

    /** Nothing of a run is left. */
    record Clean(RunId run, RunCleaned event) implements RunnerAnswer {
    }

    /** It was done, or is not decided yet; the log needs no event for it. */
    record Nothing() implements RunnerAnswer {
    }
}
