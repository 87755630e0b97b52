package assay.core.scheduler;

import assay.core.loop.Duty;
import assay.core.run.Attempts;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Readiness;
import assay.core.run.Run;
import assay.events.JobEvent.JobReleased;
import assay.events.JobEvent.JobStopRequested;
import assay.events.JobEvent.ReportKind;
import java.util.List;

/** Says which jobs of a planned run may be submitted now, and which are to end while the run goes on. */
final class Release {
    private final Run run;
    private final List<Duty<WriteScripts>> duties;

    Release(Run run, List<Duty<WriteScripts>> duties) {
        this.run = run;
        this.duties = duties;
    }

    void due() {
        for (Job job : run.all()) {
            if (Attempts.again(run, job)) {
                beginAgain(job);
            } else if (job.state() instanceof JobState.Scripted && ready(job)) {
                release(job);
            } else if (served(job)) {
                stop(job, "the repetition that it was started for is over");
            }
        }
    }

    /** First whatever needs it ends, then it begins, then they do. */
    private void beginAgain(Job job) {
        List<Job> dependents = Attempts.dependents(run, job).stream().filter(Job::alive).toList();
        if (!dependents.isEmpty()) {
            dependents.forEach(dependent -> stop(dependent, job.name() + " begins again"));
        } else if (ready(job)) {
            release(job);
        }
    }

    private boolean ready(Job job) {
        boolean alone = job.plan().after().stream().allMatch(name -> run.job(name).filter(before -> Attempts.over(run, before)).isPresent());
        return alone && Attempts.needed(run, job).stream().allMatch(needed -> lives(needed) && (job.plan().early() || usable(needed)));
    }

    private static boolean lives(Job needed) {
        return needed.state() instanceof JobState.Submitted && !needed.done() && !needed.terminal();
    }

    /** Nodes can be used as soon as the job that holds them has said that it runs. */
    private static boolean usable(Job needed) {
        return needed.allocation() ? needed.report(ReportKind.STARTED).isPresent() : needed.readiness() instanceof Readiness.Ready;
    }

    /** A service of one repetition whose clients are done, with its repetition, while others follow. */
    private boolean served(Job job) {
        boolean split = job.service() && run.services().stream().filter(other -> other.plan().component().equals(job.plan().component())).count() > 1;
        List<Job> dependents = Attempts.dependents(run, job);
        return split && !dependents.isEmpty() && dependents.stream().allMatch(dependent -> Attempts.over(run, dependent));
    }

    private void release(Job job) {
        duties.add(new Duty.Append<>(run.id(), new JobReleased(job.name())));
    }

    private void stop(Job job, String reason) {
        if (job.alive() && job.stop().isEmpty()) {
            duties.add(new Duty.Append<>(run.id(), new JobStopRequested(job.name(), reason)));
        }
    }
}
