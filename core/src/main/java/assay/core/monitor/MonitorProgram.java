package assay.core.monitor;

import assay.core.loop.Draft;
import assay.core.loop.Duty;
import assay.core.loop.Placed;
import assay.core.loop.Program;
import assay.core.monitor.MonitorEffect.FollowJobs;
import assay.core.monitor.MonitorEffect.SampleJobs;
import assay.core.monitor.MonitorEffect.Summarise;
import assay.core.monitor.MonitorEffect.Target;
import assay.core.monitor.MonitorEffect.Window;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Locations;
import assay.core.run.Readiness;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.core.run.Stage;
import assay.events.JobEvent.ReportKind;
import assay.events.Measurement;
import assay.events.Writer;
import assay.events.recipe.Location;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Samples runs from the first ready service on, and sums up when their clients are done. */
public final class MonitorProgram implements Program<Placed<MonitorEffect>, MonitorAnswer> {
    private static final String LINES_OF_TEXT = "progress.txt";
    private static final String LINES_OF_JSON = "progress.jsonl";
    private static final Duration FOLLOWING = Duration.ofSeconds(1);
    private static final Duration FAR_FOLLOWING = Duration.ofSeconds(5);

    @Override
    public Writer writer() {
        return Writer.MONITOR;
    }

    @Override
    public List<Duty<Placed<MonitorEffect>>> due(Runs runs, Instant now) {
        Map<Location, List<Run>> watched = new TreeMap<>();
        runs.all().stream().filter(MonitorProgram::watched).forEach(run -> run.cluster()
                .ifPresent(cluster -> watched.computeIfAbsent(Locations.of(run, cluster), place -> new ArrayList<>()).add(run)));
        List<Duty<Placed<MonitorEffect>>> duties = new ArrayList<>();
        watched.forEach((place, its) -> duties.addAll(Placed.at(place, due(its, place.connect().elsewhere() ? FAR_FOLLOWING : FOLLOWING))));
        return duties;
    }

    private static List<Duty<MonitorEffect>> due(List<Run> watched, Duration following) {
        List<Duty<MonitorEffect>> duties = new ArrayList<>();
        List<Target> sampled = new ArrayList<>();
        OptionalDouble fastest = OptionalDouble.empty();
        for (Run run : watched) {
            Target target = target(run, running(run));
            if (run.stage() instanceof Stage.Closing && run.clients().stream().noneMatch(client -> client.alive() && !client.done())) {
                duties.add(new Duty.Perform<>(new Summarise(target(run, everStarted(run)), run.requestedAt(), windows(run))));
            } else {
                duties.add(new Duty.Perform<>(new FollowJobs(target, following)));
                OptionalDouble interval = interval(run);
                if (interval.isPresent()) {
                    sampled.add(target);
                    fastest = OptionalDouble.of(Math.min(interval.getAsDouble(), fastest.orElse(Double.MAX_VALUE)));
                }
            }
        }
        if (!sampled.isEmpty()) {
            duties.add(new Duty.Perform<>(new SampleJobs(sampled, Duration.ofMillis(Math.round(fastest.orElseThrow() * 1000)))));
        }
        return duties;
    }

    private static boolean watched(Run run) {
        boolean readyOnce = run.services().stream().anyMatch(service -> service.readiness() instanceof Readiness.Ready
                || service.readiness() instanceof Readiness.Unready);
        return readyOnce && run.metrics().isEmpty() && run.fault().isEmpty() && (run.stage() instanceof Stage.Planned || run.stage() instanceof Stage.Closing);
    }

    private static OptionalDouble interval(Run run) {
        return run.stage().knownRecipe().stream().flatMap(recipe -> recipe.monitor().intervals().entrySet().stream())
                .filter(interval -> interval.getKey().equals("sstat")).mapToDouble(interval -> interval.getValue()).findFirst();
    }

    private static Target target(Run run, List<MonitorEffect.Job> jobs) {
        return new Target(run.id(), run.submission().outputDirectory(), run.cluster().orElseThrow().runDirectory(), jobs);
    }

    private static List<MonitorEffect.Job> running(Run run) {
        List<MonitorEffect.Job> jobs = new ArrayList<>();
        for (Job job : run.all()) {
            if (job.started() && job.state() instanceof JobState.Submitted submitted) {
                String node = job.report(ReportKind.STARTED).map(report -> report.details().getOrDefault("node", "")).orElse("");
                jobs.add(new MonitorEffect.Job(submitted.token(), submitted.clusterJob(), node, repetition(job), progress(run, job), !job.plan().inside()));
            }
        }
        return jobs;
    }

    /** Those that are over too: what a client sampled last is read when it has stopped. */
    private static List<MonitorEffect.Job> everStarted(Run run) {
        return run.all().stream().flatMap(job -> job.report(ReportKind.STARTED).stream()
                .map(report -> new MonitorEffect.Job(report.token(), report.clusterJob(), report.details().getOrDefault("node", ""), repetition(job), progress(run, job), !job.plan().inside()))).toList();
    }

    private static String progress(Run run, Job job) {
        return run.stage().knownRecipe().stream().flatMap(recipe -> recipe.clients().stream()).filter(client -> client.name().equals(job.plan().component()))
                .anyMatch(client -> client.results().equals("loadgen")) ? LINES_OF_JSON : LINES_OF_TEXT;
    }

    private static int repetition(Job job) {
        return job.report(ReportKind.PHASE).filter(report -> "measure".equals(report.details().get("phase")))
                .map(report -> report.details().getOrDefault("repetition", "")).filter(text -> text.matches("[0-9]{1,6}")).map(Integer::parseInt).orElse(0);
    }

    private static List<Window> windows(Run run) {
        return run.clients().stream().flatMap(client -> client.measurements().values().stream()).filter(Measurement::measured)
                .map(measurement -> new Window(measurement.start(), measurement.end())).toList();
    }

    @Override
    public List<Draft> decide(Runs runs, MonitorAnswer answer, Instant now) {
        return switch (answer) {
            case MonitorAnswer.Summarised(var run, var event) -> List.of(new Draft(run, event));
            case MonitorAnswer.Sampled sampled -> List.of();
        };
    }
}
