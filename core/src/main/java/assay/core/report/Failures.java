package assay.core.report;

import assay.core.report.RunLog.Entry;
import assay.events.ClusterState;
import assay.events.JobEvent;
import assay.events.JobEvent.ClusterObserved;
import assay.events.JobEvent.RecipeRejected;
import assay.events.JobEvent.RunClosing;
import assay.events.JobEvent.RunFinished;
import assay.events.JobEvent.RunRefused;
import assay.events.JobEvent.SubmissionRefused;
import assay.events.Problem;
import java.util.ArrayList;
import java.util.List;

/** Gathers what went wrong in a run that did not complete, the run's own word first. */
final class Failures {
    private Failures() {
    }

    static List<Failure> of(RunLog log, List<JobRow> jobs) {
        if (log.first(RunFinished.class).filter(end -> end.event().outcome() == JobEvent.Outcome.COMPLETED).isPresent()) {
            return List.of();
        }
        List<Failure> failures = new ArrayList<>();
        log.first(RunClosing.class).map(Entry::event).filter(closing -> closing.reason() != JobEvent.ClosingReason.COMPLETED)
                .ifPresent(closing -> failures.add(ofRun(closing.reason() + (closing.detail().isEmpty() ? "" : ": " + closing.detail()))));
        log.all(RecipeRejected.class).forEach(entry -> problems(entry.event().problems(), failures));
        log.all(RunRefused.class).forEach(entry -> problems(entry.event().problems(), failures));
        log.all(ClusterObserved.class).stream().map(Entry::event).filter(observed -> !observed.usable()).forEach(observed -> failures.add(ofRun(observed.reason())));
        log.all(SubmissionRefused.class).forEach(entry -> failures.add(new Failure(entry.event().job().value(), "submission refused: " + entry.event().message(), List.of())));
        jobs.stream().filter(Failures::failed).forEach(job -> failures.add(new Failure(job.name(),
                job.state() + (job.exitCode() < 0 ? "" : ", exit code " + job.exitCode()) + (job.cause().isEmpty() ? "" : ": " + job.cause()), job.lastLogLines())));
        return failures;
    }

    private static boolean failed(JobRow job) {
        return job.exitCode() > 0 || job.state().terminal()
                && !List.of(ClusterState.COMPLETED, ClusterState.GONE, ClusterState.CANCELLED, ClusterState.NOT_SUBMITTED).contains(job.state());
    }

    private static void problems(List<Problem> problems, List<Failure> failures) {
        problems.forEach(problem -> failures.add(ofRun(problem.toString())));
    }

    private static Failure ofRun(String what) {
        return new Failure("", what, List.of());
    }
}
