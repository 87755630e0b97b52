package assay.core.drive;

import assay.core.loop.Duty;
import assay.core.plan.Planner;
import assay.core.run.Job;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.core.scheduler.SchedulerProgram;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventId;
import assay.events.JobEvent;
import assay.events.JobEvent.ReportKind;
import assay.events.JobName;
import assay.events.Measurement;
import assay.events.RecipeEvent.Mode;
import assay.events.Token;
import assay.events.recipe.Recipe;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The course of one run as its log tells it, event by event, and what the scheduler decides on the way. */
final class Course {
    private final SchedulerProgram scheduler = new SchedulerProgram(Duration.ofSeconds(30));
    private final Runs runs = Runs.of(Samples.LOG);
    private final Map<String, Long> sequences = new LinkedHashMap<>();
    private Instant now = Samples.START;
    private int offset;

    /** All jobs of the recipe are planned, and the cluster would take them. */
    Course(Recipe recipe) {
        this(recipe, Mode.RUN);
    }

    /** The same of a run that is asked for so. */
    Course(Recipe recipe, Mode mode) {
        take(new JobEvent.RunRequested(Samples.submission(mode)), new JobEvent.RecipeAccepted(recipe, "ab", List.of()),
                new JobEvent.ClusterObserved("slurm", true, "", false, Map.of(), List.of(), "/tmp/out"), Planner.plan(recipe));
        Planner.plan(recipe).jobs().forEach(job -> take(new JobEvent.JobScripted(job.name(), "#!/bin/bash", List.of(), "ab"), new JobEvent.JobChecked(job.name(), true, "")));
    }

    Course take(Event... events) {
        for (Event event : events) {
            runs.take(Soup.readable(offset, new Envelope(new EventId("e" + offset++), Samples.RUN, "/test", now, "", event)));
        }
        return this;
    }

    Course later(long seconds) {
        now = now.plusSeconds(seconds);
        return this;
    }

    /** What the scheduler decides now, as {@code event job} or {@code event}; it is taken into the log. */
    List<String> decides() {
        List<Event> events = scheduler.due(runs, now).stream().filter(Duty.Append.class::isInstance).map(duty -> ((Duty.Append<?>) duty).event()).toList();
        events.forEach(this::take);
        return events.stream().map(event -> event.getClass().getSimpleName() + (event.subject().isEmpty() ? "" : " " + event.subject())).toList();
    }

    Runs runs() {
        return runs;
    }

    Run run() {
        return runs.run(Samples.RUN).orElseThrow();
    }

    Job job(String name) {
        return run().job(new JobName(name)).orElseThrow();
    }

    /** The cluster has the job. */
    Course submitted(String job) {
        Token token = Token.of(new JobName(job), job(job).attempt(), Samples.RUN, Samples.LOG);
        return take(new JobEvent.SubmissionIntended(token, now.plusSeconds(60), "p1"), new JobEvent.JobSubmitted(token, id(token), false));
    }

    Course pending(String job, String reason) {
        return take(new JobEvent.JobStateChanged(token(job), id(token(job)), ClusterState.PENDING, reason, ""));
    }

    Course started(String job) {
        return said(job, ReportKind.STARTED, Map.of("node", "n1"));
    }

    Course ready(String job) {
        return submitted(job).started(job).said(job, ReportKind.READY, Map.of("host", "n1", "port", "20417", "addresses", "eth0=192.0.2.1"))
                .take(new JobEvent.EndpointDiscovered(token(job), "n1", "192.0.2.1", 20417, List.of(), true), new JobEvent.ServiceReady(token(job), 1, "1"));
    }

    /** A client ran all its windows and ended. */
    Course ranWell(String job) {
        submitted(job).started(job).said(job, ReportKind.STOPPED, Map.of("exit", "0", "reason", "done"));
        job(job).plan().work().repetitions().forEach(repetition -> take(new JobEvent.WorkloadMeasured(token(job), repetition, Measurement.nothing(now, now, "none"))));
        return ended(job, ClusterState.COMPLETED, 0);
    }

    Course ended(String job, ClusterState state, int exit) {
        return take(new JobEvent.JobStateChanged(token(job), id(token(job)), state, "", ""),
                new JobEvent.JobEnded(token(job), state, exit, "it ended", List.of(), 1, List.of()));
    }

    Course said(String job, ReportKind kind, Map<String, String> details) {
        long sequence = sequences.merge(token(job).value(), 1L, Long::sum);
        return take(new JobEvent.JobReported(token(job), id(token(job)), 0, sequence, now, kind, details));
    }

    private Token token(String job) {
        return job(job).state().attempt().orElseThrow();
    }

    private static ClusterJobId id(Token token) {
        return new ClusterJobId(Integer.toString(1_000 + Math.floorMod(token.hashCode(), 9_000)));
    }
}
