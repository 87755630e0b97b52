package assay.core.runner;

import assay.core.loop.Draft;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.ClusterState;
import assay.events.JobEvent;
import assay.events.JobEvent.ClusterObserved;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.JobStateChanged;
import assay.events.JobEvent.JobSubmitted;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.SubmissionIntended;
import assay.events.JobEvent.SubmissionRefused;
import assay.events.RunId;
import assay.events.Token;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
            case RunnerAnswer.Handled(var run, var event) -> one(run, event);
            case RunnerAnswer.Accepted(var run, var token, var id, var adopted) -> one(run, new JobSubmitted(token, id, adopted));
            case RunnerAnswer.Refused(var run, var token, var kind, var message) -> one(run, new SubmissionRefused(token, kind, message));
            case RunnerAnswer.NeverBegun(var run, var token) -> one(run, neverSubmitted(token));
            case RunnerAnswer.NotFound(var run, var token) -> one(run, afterLookUp(run, token));
            case RunnerAnswer.Tracked(var asked, var sightings, var lastWords) -> Stream.of(heard(asked, true, ""), reported(lastWords),
                    sightings.stream().map(s -> new Draft(s.run(), new JobStateChanged(s.token(), s.clusterJob(), s.state(), s.reason(), s.nodes()))))
                    .flatMap(drafts -> drafts).toList();
            case RunnerAnswer.Silent(var asked, var reason) -> heard(asked, false, reason).toList();
            case RunnerAnswer.Reported(var reports) -> reported(reports).toList();
            case RunnerAnswer.Measured(var run, var windows) -> windows.stream().map(window -> new Draft(run, window)).toList();
            case RunnerAnswer.Concluded(var run, var event) -> one(run, event);
            case RunnerAnswer.Clean(var run, var event) -> one(run, event);
            case RunnerAnswer.Nothing nothing -> List.of();
        };
    }

    /** That the cluster answers, or does not; only what changes fits. */
    private Stream<Draft> heard(List<RunId> asked, boolean answers, String reason) {
        return asked.stream().map(runs::run).flatMap(Optional::stream).filter(run -> run.silence().isPresent() == answers).flatMap(run -> run.cluster().stream()
                .map(seen -> new Draft(run.id(), new ClusterObserved(seen.adapter(), answers, reason, !answers, Map.of(), List.of(), seen.runDirectory()))));
    }

    /**
     * In the order in which the jobs said it, so that after an absence nobody sees a service end before the client that it outlived; each job's own
     * order is kept whatever its clock says.
     */
    private Stream<Draft> reported(List<JobReported> reports) {
        Map<String, Instant> latest = new HashMap<>();
        Map<JobReported, Instant> order = new HashMap<>();
        List<JobReported> bySequence = reports.stream().sorted(Comparator.comparingInt(JobReported::restart).thenComparingLong(JobReported::sequence)).toList();
        for (JobReported report : bySequence) {
            order.put(report, latest.merge(report.token() + " " + report.clusterJob(), report.at(), (old, at) -> at.isAfter(old) ? at : old));
        }
        return bySequence.stream().sorted(Comparator.comparing(order::get)).flatMap(report -> Stream.concat(submitted(report),
                Stream.of(new Draft(report.token().run(), report))));
    }

    /** A job may start before sbatch has answered: its own word counts for the answer, and of each job the log says once that it was submitted. */
    private Stream<Draft> submitted(JobReported report) {
        RunId run = report.token().run();
        boolean unanswered = report.kind() != ReportKind.DUPLICATE && runs.run(run).flatMap(known -> known.job(report.token().job()))
                .map(Job::state).filter(JobState.Intended.class::isInstance).flatMap(JobState::attempt).equals(Optional.of(report.token()));
        return unanswered ? Stream.of(new Draft(run, new JobSubmitted(report.token(), report.clusterJob(), true))) : Stream.empty();
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
