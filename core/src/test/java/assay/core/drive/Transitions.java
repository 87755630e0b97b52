package assay.core.drive;

import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Run;
import assay.events.JobEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which events changed a run or a job in which state. The pictures in {@code Stage} and {@code JobState}, as tables of state, event and next state. */
final class Transitions {
    static final List<String> STAGES = table("""
            nothing + RunRequested -> Requested
            Requested + CancelAccepted -> Requested
            Requested + RecipeAccepted -> Accepted
            Requested + RecipeRejected -> Rejected
            Requested + RunClosing -> Closing
            Rejected + CancelAccepted -> Rejected
            Rejected + RunFinished -> Finished
            Accepted + CancelAccepted -> Accepted
            Accepted + ClusterObserved -> Accepted
            Accepted + RunPlanned -> Planned
            Accepted + RunRefused -> Refused
            Accepted + RunClosing -> Closing
            Refused + CancelAccepted -> Refused
            Refused + RunFinished -> Finished
            Planned + CancelAccepted -> Planned
            Planned + ClusterObserved -> Planned
            Planned + ArtifactChecked -> Planned
            Planned + ArtifactStaged -> Planned
            Planned + StagingFailed -> Planned
            Planned + RunRefused -> Refused
            Planned + RunFinished -> Finished
            Planned + RunClosing -> Closing
            Closing + CancelAccepted -> Closing
            Closing + ClusterObserved -> Closing
            Closing + MetricsSummarised -> Closing
            Closing + RunCleaned -> Cleaned
            Cleaned + CancelAccepted -> Cleaned
            Cleaned + RunFinished -> Finished
            Finished + ReportPublished -> Finished
            """);
    static final List<String> JOBS = table("""
            Planned + JobScripted -> Scripted
            Scripted + JobChecked -> Scripted
            Scripted + JobReleased -> Released
            Released + SubmissionIntended -> Intended
            Intended + SubmissionIntended -> Intended
            Intended + JobStopRequested -> Intended
            Intended + SubmissionRefused -> Released
            Intended + SubmissionRefused -> Refused
            Intended + JobSubmitted -> Submitted
            Intended + JobEnded -> Ended
            Submitted + JobStopRequested -> Submitted
            Submitted + JobStateChanged -> Submitted
            Submitted + JobReported -> Submitted
            Submitted + JobReported -> Submitted by another
            Submitted + WorkloadMeasured -> Submitted
            Submitted + EndpointDiscovered -> Submitted
            Submitted + ServiceReady -> Submitted
            Submitted + ServiceUnready -> Submitted
            Submitted + JobEnded -> Ended
            Ended + ServiceUnready -> Ended
            Ended + JobReleased -> Released
            """);
    private final Set<String> stages = new TreeSet<>();
    private final Set<String> jobs = new TreeSet<>();
    private final Set<Class<?>> states = new TreeSet<>((a, b) -> a.getName().compareTo(b.getName()));

    private static List<String> table(String text) {
        return text.lines().toList();
    }

    Set<String> stages() {
        return stages;
    }

    Set<String> jobs() {
        return jobs;
    }

    /** Those of a sealed family in which no run or job was seen. */
    List<Class<?>> unseen(Class<?> family) {
        return Arrays.stream(family.getPermittedSubclasses()).filter(state -> !states.contains(state)).toList();
    }

    void saw(Optional<Run> before, JobEvent event, Optional<Run> after) {
        after.ifPresent(run -> {
            if (event instanceof JobEvent.OfJob of) {
                before.flatMap(earlier -> earlier.job(of.job())).ifPresent(earlier -> saw(earlier, event, run.job(of.job()).orElseThrow()));
            } else if (before.isEmpty() || !known(before.get()).equals(known(run))) {
                stages.add(before.map(earlier -> name(earlier.stage())).orElse("nothing") + " + " + name(event) + " -> " + name(run.stage()));
            }
            states.add(run.stage().getClass());
            run.all().forEach(job -> states.addAll(List.of(job.state().getClass(), job.readiness().getClass(), job.check().getClass())));
        });
    }

    private static List<Object> known(Run run) {
        return List.of(run.stage(), run.cluster(), run.silence(), run.staging(), run.cancel(), run.metrics(), run.report());
    }

    private void saw(Job before, JobEvent event, Job after) {
        if (!Objects.equals(before, after)) {
            boolean another = before.state() instanceof JobState.Submitted a && after.state() instanceof JobState.Submitted b && !a.clusterJob().equals(b.clusterJob());
            jobs.add(name(before.state()) + " + " + name(event) + " -> " + name(after.state()) + (another ? " by another" : ""));
        }
    }

    private static String name(Object state) {
        return state.getClass().getSimpleName();
    }
}
