package assay.core.runner;

import assay.core.loop.Duty;
import assay.core.loop.Placed;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Locations;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.core.runner.RunnerEffect.Query;
import assay.core.runner.RunnerEffect.ReadReports;
import assay.core.runner.RunnerEffect.RenewLeases;
import assay.core.runner.RunnerEffect.Reports;
import assay.core.runner.RunnerEffect.Tracked;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.ReportKind;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Location;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is watched of all runs of a cluster together: one queue query, one reading of event files, one renewal of leases, and how often. */
final class Tracking {
    private static final String WAITING = "waiting";
    private static final Duration END_IS_NEAR = Duration.ofSeconds(1);
    private final RunnerTiming timing;

    Tracking(RunnerTiming timing) {
        this.timing = timing;
    }

    List<Duty<Placed<RunnerEffect>>> due(Runs runs, Instant now) {
        Map<Location, List<Run>> alive = new TreeMap<>();
        runs.all().stream().filter(Run::alive).forEach(run -> run.cluster()
                .ifPresent(cluster -> alive.computeIfAbsent(Locations.of(run, cluster), place -> new ArrayList<>()).add(run)));
        List<Duty<Placed<RunnerEffect>>> duties = new ArrayList<>();
        alive.forEach((place, its) -> duties.addAll(Placed.at(place, due(place, its, now))));
        return duties;
    }

    private List<Duty<RunnerEffect>> due(Location place, List<Run> alive, Instant now) {
        List<Duty<RunnerEffect>> duties = new ArrayList<>();
        List<String> directories = alive.stream().map(run -> run.cluster().orElseThrow().runDirectory()).toList();
        duties.add(new Duty.Perform<>(new RenewLeases(directories, timing.leaseRenewal())));
        List<Reports> reports = alive.stream().map(run -> new Reports(run.id(), run.cluster().orElseThrow().runDirectory(), known(run))).toList();
        duties.add(new Duty.Perform<>(new ReadReports(reports, readingPause(place, alive, now))));
        List<Tracked> tracked = new ArrayList<>();
        for (Run run : alive) {
            for (Job job : run.all()) {
                if (!job.plan().inside() && job.state() instanceof JobState.Submitted s && !s.state().terminal()) {
                    tracked.add(new Tracked(run.id(), s.token(), s.clusterJob(), job.report(ReportKind.STOPPED).isPresent()));
                }
            }
        }
        if (!tracked.isEmpty()) {
            duties.add(new Duty.Perform<>(new Query(tracked, reports, queryPause(alive, now))));
        }
        return duties;
    }

    private static Set<String> known(Run run) {
        return run.all().stream().flatMap(job -> Stream.concat(job.earlier().stream().flatMap(attempt -> attempt.reports().stream()), job.reports().stream()))
                .map(Tracking::fileName).collect(Collectors.toUnmodifiableSet());
    }

    /** The name of the event file that a report came from. */
    static String fileName(JobReported report) {
        return String.format("%s.%s.%d.%06d.json", report.token(), report.clusterJob(), report.restart(), report.sequence());
    }

    private Duration readingPause(Location place, List<Run> alive, Instant now) {
        return place.connect().elsewhere() ? timing.calmReports() : alive.stream().anyMatch(run -> run.all().stream().anyMatch(job -> job.alive() && hot(run, job, now))) ? timing.hotReports()
                : timing.calmReports();
    }

    /** True when a job is about to say something: it starts, becomes ready, ends a window, or stops. */
    private static boolean hot(Run run, Job job, Instant now) {
        if (job.report(ReportKind.STOPPED).isPresent()) {
            return job.plan().inside() && !job.terminal(); // its host is about to say so, too
        }
        if (job.stop().isPresent() || job.state() instanceof JobState.Intended) {
            return true;
        }
        if (job.report(ReportKind.STARTED).isEmpty()) {
            return job.state() instanceof JobState.Submitted s && now.isBefore(s.since().plusSeconds(120));
        }
        return job.service() && job.report(ReportKind.READY).isEmpty() || job.client() && !waits(job) && windowEnds(run, job, now);
    }

    /** True when a client says that it waits, for services or for other replicas: that may be long. */
    private static boolean waits(Job job) {
        return job.report(ReportKind.PHASE).filter(report -> WAITING.equals(report.details().get("phase"))).isPresent();
    }

    private static boolean windowEnds(Run run, Job job, Instant now) {
        Optional<ClientSpec> spec = run.stage().knownRecipe().flatMap(recipe -> recipe.clients().stream()
                .filter(client -> client.name().equals(job.plan().component())).findFirst());
        Optional<JobReported> began = job.reports().reversed().stream().filter(report -> report.kind() == ReportKind.PHASE)
                .takeWhile(report -> !"measured".equals(report.details().get("phase")))
                .filter(report -> !Set.of("prepare", WAITING).contains(report.details().getOrDefault("phase", ""))).reduce((later, earlier) -> earlier);
        return began.isEmpty() || spec.isEmpty()
                || !now.isBefore(began.get().at().plusSeconds(spec.get().windowSeconds()).minus(END_IS_NEAR));
    }

    /**
     * Doubling from the last change on: 0.1, 0.2, 0.4 … seconds while a job starts or stops; slow while all is calm. It is asked again at every
     * moment: half the age is over as soon as the age of the last query has doubled, the whole age never.
     */
    private Duration queryPause(List<Run> alive, Instant now) {
        if (alive.stream().anyMatch(run -> run.silence().isPresent())) {
            return timing.slowestQuery();
        }
        Duration shortest = timing.idleQuery();
        for (Run run : alive) {
            for (Job job : run.all()) {
                Optional<Instant> change = job.plan().inside() ? Optional.empty() : lastChange(job);
                if (change.isPresent()) {
                    Duration age = Duration.between(change.get(), now);
                    Duration wanted = clamp(age.dividedBy(2), timing.fastestQuery(), timing.slowestQuery());
                    shortest = wanted.compareTo(shortest) < 0 ? wanted : shortest;
                }
            }
        }
        Duration floor = floor(alive);
        return shortest.compareTo(floor) < 0 ? floor : shortest;
    }

    /** What the site asks for at least. */
    private static Duration floor(List<Run> alive) {
        double seconds = alive.stream().flatMap(run -> run.stage().knownRecipe().stream()).mapToDouble(recipe -> recipe.site().floors().getOrDefault("queue", 0.0))
                .max().orElse(0);
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static Optional<Instant> lastChange(Job job) {
        if (!(job.state() instanceof JobState.Submitted submitted) || submitted.state().terminal()) {
            return Optional.empty();
        }
        Optional<Instant> stopped = job.report(ReportKind.STOPPED).map(JobReported::at);
        if (stopped.isPresent()) {
            return stopped;
        }
        if (job.stop().isPresent()) {
            return job.stop().map(Job.StopRequest::at);
        }
        return job.started() ? Optional.empty() : Optional.of(submitted.since());
    }

    private static Duration clamp(Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0) {
            return least;
        }
        return value.compareTo(most) > 0 ? most : value;
    }
}
