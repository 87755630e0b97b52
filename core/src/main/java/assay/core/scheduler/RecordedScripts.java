package assay.core.scheduler;

import assay.events.Envelope;
import assay.events.Event;
import assay.events.JobEvent.JobScripted;
import assay.events.JobEvent.RunPlanned;
import assay.events.JobName;
import assay.events.PlannedJob;
import assay.events.Problem;
import assay.events.RunId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plan and the scripts of an old run as its log holds them, for a run that repeats it: a script holds nothing of one run. */
public final class RecordedScripts {
    private RecordedScripts() {
    }

    /**
     * What a run takes over.
     *
     * @param run the new run
     * @param old the id of the original
     * @param log the original's events
     */
    public static ScriptsWritten of(RunId run, String old, List<Envelope> log) {
        List<Event> events = log.stream().map(Envelope::event).toList();
        Optional<RunPlanned> plan = events.stream().filter(RunPlanned.class::isInstance).map(RunPlanned.class::cast).findFirst();
        Map<JobName, JobScripted> scripts = new LinkedHashMap<>();
        events.stream().filter(JobScripted.class::isInstance).map(JobScripted.class::cast).forEach(script -> scripts.putIfAbsent(script.job(), script));
        return plan.filter(found -> found.jobs().stream().map(PlannedJob::name).allMatch(scripts::containsKey))
                .<ScriptsWritten>map(found -> new ScriptsWritten.Written(run, found, found.jobs().stream().map(job -> scripts.get(job.name())).toList()))
                .orElseGet(() -> new ScriptsWritten.Unplannable(run, List.of(new Problem("rerun of " + old, 0, 0,
                        "run " + old + " was never planned, so there are no scripts to go on from", "repeat it with --from schedule"))));
    }
}
