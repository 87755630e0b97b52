package assay.runner;

import assay.cluster.Cluster;
import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.ListedJob;
import assay.cluster.ClusterSilentException;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerAnswer.Sighting;
import assay.core.runner.RunnerEffect.Query;
import assay.core.runner.RunnerEffect.Tracked;
import assay.events.ClusterState;
import assay.events.JobEvent.JobReported;
import assay.events.RunId;
import assay.events.Token;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Watches all jobs with one query. A job that is listed no more is not finished by that: the cluster's records are asked, then the job's own
 * word counts, and only after a time of grace is it lost. Thread-safe.
 */
final class JobTracker {
    private static final int LONGEST_WORDS = 400;
    private static final Duration GRACE = Duration.ofSeconds(120);
    private final Cluster cluster;
    private final ReportReader reports;
    private final Clock clock;
    private final Map<Token, Instant> missing = new ConcurrentHashMap<>();

    JobTracker(Cluster cluster, ReportReader reports, Clock clock) {
        this.cluster = cluster;
        this.reports = reports;
        this.clock = clock;
    }

    RunnerAnswer query(Query effect) {
        List<RunId> runs = effect.jobs().stream().map(Tracked::run).distinct().toList();
        try {
            return answered(effect, runs);
        } catch (ClusterSilentException silent) {
            return new RunnerAnswer.Silent(runs, Excerpt.line(silent.getMessage(), LONGEST_WORDS));
        }
    }

    private RunnerAnswer answered(Query effect, List<RunId> runs) {
        List<ListedJob> listed = cluster.jobs();
        List<Sighting> sightings = new ArrayList<>();
        List<Tracked> unlisted = new ArrayList<>();
        for (Tracked job : effect.jobs()) {
            Optional<ListedJob> found = find(listed, job);
            if (found.isPresent()) {
                missing.remove(job.token());
                sightings.add(sighting(job, found.get()));
            } else {
                unlisted.add(job);
            }
        }
        if (!unlisted.isEmpty()) {
            sightings.addAll(unlisted(unlisted));
        }
        List<JobReported> lastWords = lastWords(effect, sightings);
        boolean all = lastWords.size() < ReportReader.MOST_AT_ONCE;
        return new RunnerAnswer.Tracked(runs, all ? sightings : sightings.stream().filter(seen -> !seen.state().terminal()).toList(), lastWords);
    }

    /** What the jobs that are over said; where it is too much for once, their end is told with the rest, by a later query. */
    private List<JobReported> lastWords(Query effect, List<Sighting> sightings) {
        Set<RunId> over = sightings.stream().filter(seen -> seen.state().terminal()).map(Sighting::run).collect(Collectors.toUnmodifiableSet());
        return over.isEmpty() ? List.of() : reports.news(effect.runs().stream().filter(run -> over.contains(run.run())).toList());
    }

    private List<Sighting> unlisted(List<Tracked> jobs) {
        List<ListedJob> records = cluster.history(jobs.stream().map(job -> new JobRef(job.clusterJob(), job.token())).toList());
        Instant now = clock.instant();
        List<Sighting> sightings = new ArrayList<>();
        for (Tracked job : jobs) {
            Instant since = missing.computeIfAbsent(job.token(), token -> now);
            Optional<ListedJob> record = find(records, job).filter(found -> found.state().terminal());
            if (record.isPresent()) {
                sightings.add(sighting(job, record.get()));
            } else if (job.stopped()) {
                sightings.add(new Sighting(job.run(), job.token(), job.clusterJob(), ClusterState.GONE, "", ""));
            } else if (!now.isBefore(since.plus(GRACE))) {
                sightings.add(new Sighting(job.run(), job.token(), job.clusterJob(), ClusterState.LOST, "", ""));
            }
        }
        sightings.stream().filter(seen -> seen.state().terminal()).forEach(seen -> missing.remove(seen.token()));
        return sightings;
    }

    /** Ids are reused after a controller lost its state: the name must be the token. */
    private static Optional<ListedJob> find(List<ListedJob> jobs, Tracked tracked) {
        return jobs.stream().filter(job -> job.id().equals(tracked.clusterJob()) && job.name().equals(tracked.token().value())).findFirst();
    }

    private static Sighting sighting(Tracked job, ListedJob listed) {
        String words = listed.word().contains(" ") ? listed.word() : tellsNothing(listed) ? "" : listed.reason();
        // Waiting although it stopped: the cluster took it away and would begin it again.
        ClusterState state = job.stopped() && listed.state() == ClusterState.PENDING ? ClusterState.REQUEUED : listed.state();
        return new Sighting(job.run(), job.token(), job.clusterJob(), state, Excerpt.line(words, LONGEST_WORDS),
                Excerpt.line(listed.nodes(), LONGEST_WORDS));
    }

    /** A job that was cancelled before it started keeps what it waited for, which is not why it ended. */
    private static boolean tellsNothing(ListedJob listed) {
        return listed.reason().equals("None") || listed.state() == ClusterState.RUNNING || listed.state() == ClusterState.COMPLETING
                || listed.state() == ClusterState.CANCELLED;
    }
}
