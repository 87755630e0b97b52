package assay.core.drive;

import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Run;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which ways from state to state were gone. The pictures in {@code Stage} and {@code JobState}, as text. */
final class Transitions {
    static final Set<String> STAGES = Set.of("-> Requested", "Requested -> Accepted", "Requested -> Rejected", "Requested -> Closing", "Accepted -> Planned",
            "Accepted -> Refused", "Accepted -> Closing", "Planned -> Refused", "Planned -> Closing", "Planned -> Finished", "Rejected -> Finished",
            "Refused -> Finished", "Closing -> Cleaned", "Cleaned -> Finished");
    static final Set<String> JOBS = Set.of("Planned -> Scripted", "Scripted -> Released", "Released -> Intended", "Intended -> Intended", "Intended -> Released",
            "Intended -> Refused", "Intended -> Submitted", "Intended -> Ended", "Submitted -> Submitted", "Submitted -> Submitted by another", "Submitted -> Ended",
            "Ended -> Released");
    private final Set<String> stages = new TreeSet<>();
    private final Set<String> jobs = new TreeSet<>();

    Set<String> stages() {
        return stages;
    }

    Set<String> jobs() {
        return jobs;
    }

    void saw(Optional<Run> before, Optional<Run> after) {
        after.ifPresent(run -> {
            if (before.isEmpty()) {
                stages.add("-> " + name(run.stage()));
            } else if (!before.get().stage().equals(run.stage())) {
                stages.add(name(before.get().stage()) + " -> " + name(run.stage()));
            }
            run.all().forEach(job -> before.flatMap(earlier -> earlier.job(job.name())).ifPresent(earlier -> saw(earlier, job)));
        });
    }

    private void saw(Job before, Job after) {
        if (!before.state().equals(after.state())) {
            boolean another = before.state() instanceof JobState.Submitted a && after.state() instanceof JobState.Submitted b && !a.clusterJob().equals(b.clusterJob());
            jobs.add(name(before.state()) + " -> " + name(after.state()) + (another ? " by another" : ""));
        }
    }

    private static String name(Object state) {
        return state.getClass().getSimpleName();
    }
}
