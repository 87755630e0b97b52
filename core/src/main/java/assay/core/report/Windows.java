package assay.core.report;

import assay.events.JobEvent.WorkloadMeasured;
import assay.events.Measurement;
import assay.events.PlannedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers the windows of a run: of each client each repetition once, from the last attempt of each of its jobs. */
final class Windows {
    private final RunLog log;
    private final Vocabulary vocabulary;

    private Windows(RunLog log) {
        this.log = log;
        this.vocabulary = Vocabulary.of(log);
    }

    /** Client by client as planned, repetition by repetition; those of which no job gave anything are left out. */
    static List<Window> of(RunLog log, Jobs jobs) {
        Windows windows = new Windows(log);
        return jobs.clients().stream().flatMap(client -> windows.of(client, jobs.of(client)).stream()).toList();
    }

    private List<Window> of(String client, List<PlannedJob> jobs) {
        List<Window> windows = new ArrayList<>();
        for (int repetition : jobs.stream().flatMap(job -> job.work().repetitions().stream()).distinct().sorted().toList()) {
            List<PlannedJob> planned = jobs.stream().filter(job -> job.work().repetitions().contains(repetition)).toList();
            List<Replica> replicas = planned.stream().flatMap(job -> measured(job, repetition)
                    .map(measurement -> new Replica(job.name(), job.work().replica(), measurement)).stream()).toList();
            if (!replicas.isEmpty()) {
                windows.add(Merging.window(client, repetition, planned, replicas, vocabulary));
            }
        }
        return windows;
    }

    private Optional<Measurement> measured(PlannedJob job, int repetition) {
        return log.lastAttempt(job.name()).stream().flatMap(token -> log.of(token, WorkloadMeasured.class).stream()).map(RunLog.Entry::event)
                .filter(event -> event.repetition() == repetition).map(WorkloadMeasured::measurement).findFirst();
    }
}
