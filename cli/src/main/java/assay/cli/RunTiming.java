package assay.cli;

import assay.cli.JobTiming.Part;
import assay.cli.JobTiming.Span;
import assay.core.run.Job;
import assay.core.run.Run;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.JobEvent.ArtifactStaged;
import assay.events.JobEvent.ClusterObserved;
import assay.events.JobEvent.JobChecked;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.JobScripted;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.JobEvent.ReportPublished;
import assay.events.JobEvent.RunCleaned;
import assay.events.JobEvent.RunClosing;
import assay.events.JobEvent.RunFinished;
import assay.events.JobName;
import assay.events.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a run's time went, from its log alone: each attempt of each job, and the critical path from the request to the report, whose steps add up to
 * the whole.
 */
final class RunTiming {
    private final Run run;
    private final List<Envelope> events;
    private final Map<Token, JobTiming> jobs = new LinkedHashMap<>();
    private final List<Step> path = new ArrayList<>();
    private Instant reached;

    /** One step of the critical path. */
    record Step(String what, Duration time) {
    }

    RunTiming(Run run, List<Envelope> events) {
        this.run = run;
        this.events = List.copyOf(events);
        this.reached = run.requestedAt();
        step("accept", first(RecipeAccepted.class));
        step("look at the cluster", first(ClusterObserved.class));
        step("plan", last(JobScripted.class));
        step("check", last(JobChecked.class));
        step("stage", last(ArtifactStaged.class));
        Instant checked = reached;
        run.all().forEach(job -> time(job, checked));
        lastClient().ifPresent(this::follow);
        step("decide to close", first(RunClosing.class));
        step("close", last(JobEnded.class));
        step("clean up", first(RunCleaned.class));
        step("finish", first(RunFinished.class));
        step("report", first(ReportPublished.class));
    }

    /** Every attempt that was submitted, in the order planned. */
    List<JobTiming> jobs() {
        return List.copyOf(jobs.values());
    }

    /** The critical path. */
    List<Step> path() {
        return List.copyOf(path);
    }

    /** From the request to the last step that was reached. */
    Duration total() {
        return Duration.between(run.requestedAt(), reached);
    }

    /** The first attempt waits for other jobs, each further one for the end of the one before. */
    private void time(Job job, Instant checked) {
        Instant due = predecessor(job).map(before -> JobTiming.later(checked, before.until())).orElse(checked);
        for (Token token : job.tokens()) {
            Optional<JobTiming> timing = JobTiming.of(token, due, events);
            timing.ifPresent(found -> jobs.put(token, found));
            due = timing.map(JobTiming::end).orElse(due);
        }
    }

    /** A job that another one waited for, until a moment. */
    private record Before(Job job, Instant until) {
    }

    private Optional<Before> predecessor(Job job) {
        Part awaited = job.plan().early() ? Part.QUEUE : Part.SERVING;
        Stream<Before> needs = job.plan().needs().stream().flatMap(name -> before(name, awaited));
        Stream<Before> after = job.plan().after().stream().flatMap(name -> before(name, Part.STOPPING));
        return Stream.concat(needs, after).reduce((one, other) -> other.until().isAfter(one.until()) ? other : one);
    }

    private Stream<Before> before(JobName name, Part part) {
        return run.job(name).stream().flatMap(job -> last(job).stream().flatMap(timing -> timing.began(part).stream()).map(at -> new Before(job, at)));
    }

    private Optional<JobTiming> last(Job job) {
        return job.tokens().stream().flatMap(token -> Optional.ofNullable(jobs.get(token)).stream()).reduce((one, other) -> other);
    }

    /** The client that stopped last: with it the work was over. */
    private Optional<Before> lastClient() {
        return run.clients().stream().flatMap(job -> last(job).stream().map(timing -> new Before(job, timing.began(Part.STOPPING).orElse(timing.end()))))
                .reduce((one, other) -> other.until().isAfter(one.until()) ? other : one);
    }

    /** What the job waited for, then the job itself, until the moment. */
    private void follow(Before before) {
        predecessor(before.job()).ifPresent(this::follow);
        Map<Part, Duration> parts = new EnumMap<>(Part.class);
        for (Token token : before.job().tokens()) {
            Optional.ofNullable(jobs.get(token)).ifPresent(timing -> timing.spans().forEach(span -> add(span, before.until(), parts)));
        }
        parts.forEach((part, time) -> path.add(new Step(before.job().name() + ": " + part.word(), time)));
    }

    private void add(Span span, Instant until, Map<Part, Duration> parts) {
        Instant end = span.to().isAfter(until) ? until : span.to();
        if (end.isAfter(reached)) {
            parts.merge(span.part(), Duration.between(JobTiming.later(span.from(), reached), end), Duration::plus);
            reached = end;
        }
    }

    private void step(String what, Optional<Instant> at) {
        at.filter(time -> !time.isBefore(reached)).ifPresent(time -> {
            path.add(new Step(what, Duration.between(reached, time)));
            reached = time;
        });
    }

    private Optional<Instant> first(Class<? extends Event> kind) {
        return events.stream().filter(envelope -> kind.isInstance(envelope.event())).findFirst().map(Envelope::time);
    }

    private Optional<Instant> last(Class<? extends Event> kind) {
        return events.reversed().stream().filter(envelope -> kind.isInstance(envelope.event())).findFirst().map(Envelope::time);
    }
}
