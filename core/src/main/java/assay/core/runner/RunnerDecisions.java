package assay.core.runner;

import assay.core.loop.Draft;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.ClusterState;
import assay.events.JobEvent;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.JobStateChanged;
import assay.events.JobEvent.JobSubmitted;
import assay.events.JobEvent.SubmissionIntended;
import assay.events.JobEvent.SubmissionRefused;
import assay.events.RunId;
import assay.events.Token;
import java.time.Instant;
import java.util.List;

/** Turns what came back from the world into events; the loop leaves out those that do not fit the state by now. */
final class RunnerDecisions {
    private final Runs runs;
    private final String process;
    private final RunnerTiming timing;
    private final Instant now;

    RunnerDecisions(Runs runs, String process, RunnerTiming timing, Instant now) {
        this.runs = runs;
        this.process = process;
        this.timing = timing;
        this.now = now;
    }

    List<Draft> of(RunnerAnswer answer) {
        return switch (answer) {
            case RunnerAnswer.Observed(var run, var event) -> one(run, event);
            case RunnerAnswer.Checked(var run, var event) -> one(run, event);
            case RunnerAnswer.Accepted(var run, var token, var id, var adopted) -> one(run, new JobSubmitted(token, id, adopted));
            case RunnerAnswer.Refused(var run, var token, var kind, var message) -> one(run, new SubmissionRefused(token, kind, message));
            case RunnerAnswer.NeverBegun(var run, var token) -> one(run, neverSubmitted(token));
            case RunnerAnswer.NotFound(var run, var token) -> one(run, afterLookUp(run, token));
            case RunnerAnswer.Tracked(var sightings) -> sightings.stream().map(s -> new Draft(s.run(),
                    new JobStateChanged(s.token(), s.clusterJob(), s.state(), s.reason(), s.nodes()))).toList();
            case RunnerAnswer.Reported(var reports) -> reports.stream().map(report -> new Draft(report.token().run(), report)).toList();
            case RunnerAnswer.Measured(var run, var windows) -> windows.stream().map(window -> new Draft(run, window)).toList();
            case RunnerAnswer.Concluded(var run, var event) -> one(run, event);
            case RunnerAnswer.Clean(var run, var event) -> one(run, event);
            case RunnerAnswer.Nothing nothing -> List.of();
        };
    }

    private JobEvent afterLookUp(RunId run, Token token) {
        boolean open = runs.run(run).map(Run::stage).filter(stage -> stage.open()).isPresent();
        return open ? new SubmissionIntended(token, now.plus(timing.submitLimit()), process) : neverSubmitted(token);
    }

    private static JobEnded neverSubmitted(Token token) {
        return new JobEnded(token, ClusterState.NOT_SUBMITTED, -1, "it never reached the cluster", List.of(), 0, List.of());
    }

    private static List<Draft> one(RunId run, JobEvent event) {
        return List.of(new Draft(run, event));
    }
}
