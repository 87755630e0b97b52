package assay.server;

import assay.cluster.Cluster;
import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.ListedJob;
import assay.cluster.Cluster.Trace;
import assay.core.run.Lease;
import assay.events.ClusterJobId;
import assay.events.Token;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds everything on a cluster that bears a token, and judges it. The cluster is asked first and the log is read then: what was submitted
 * meanwhile stands in a log that is read later than the queue, since its intent came before it.
 */
final class Bearers {
    private static final Pattern LEASE = Pattern.compile("(?m)^assay_lease_seconds=(\\d{1,9})$");
    private static final int LONGEST_SCRIPT = 1 << 20;
    private final Cluster cluster;
    private final List<String> scratchRoots;
    private final Question log;

    /** What reads the log. */
    interface Question {
        OwnLog ask() throws Exception;
    }

    Bearers(Cluster cluster, List<String> scratchRoots, Question log) {
        this.cluster = cluster;
        this.scratchRoots = List.copyOf(scratchRoots);
        this.log = log;
    }

    /** All of them, by token. */
    List<Bearer> find() throws Exception {
        Map<Token, List<ListedJob>> jobs = new TreeMap<>();
        for (ListedJob job : cluster.jobs()) {
            Token.read(job.name()).filter(token -> !job.state().terminal()).ifPresent(token -> jobs.computeIfAbsent(token, name -> new ArrayList<>()).add(job));
        }
        Map<Token, List<Trace>> traces = new TreeMap<>();
        cluster.traces(scratchRoots).forEach(trace -> traces.computeIfAbsent(trace.token(), name -> new ArrayList<>()).add(trace));
        Map<ClusterJobId, String> directories = cluster.directories(jobs.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(job -> new JobRef(job.id(), entry.getKey()))).toList());
        OwnLog read = log.ask();
        return Stream.concat(jobs.keySet().stream(), traces.keySet().stream()).distinct().sorted()
                .map(token -> judged(token, jobs.getOrDefault(token, List.of()), traces.getOrDefault(token, List.of()), directories, read)).toList();
    }

    private Bearer judged(Token token, List<ListedJob> jobs, List<Trace> traces, Map<ClusterJobId, String> directories, OwnLog read) {
        Optional<String> directory = jobs.stream().flatMap(job -> Stream.ofNullable(directories.get(job.id()))).findFirst()
                .or(() -> traces.stream().map(Trace::runDirectory).filter(Predicate.not(String::isEmpty)).findFirst());
        Optional<Duration> age = directory.flatMap(this::leaseAge);
        Bearer bearer = new Bearer(token, jobs, traces, age, Standing.OTHERS_UNSURE);
        return new Bearer(token, jobs, traces, age, read.standing(token).orElseGet(() -> ofOthers(bearer, directory)));
    }

    /** Empty when there is none, or it cannot be looked at. */
    private Optional<Duration> leaseAge(String runDirectory) {
        try {
            return cluster.store().age(runDirectory, "lease/runner");
        } catch (UncheckedIOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Standing ofOthers(Bearer bearer, Optional<String> directory) {
        Duration lease = directory.flatMap(place -> lease(place, bearer.token())).orElse(Lease.of(Map.of()).length());
        Optional<Duration> age = bearer.lease();
        if (age.isEmpty() && scratchAlone(bearer)) {
            age = Optional.of(Duration.between(bearer.since(), Instant.now()));
        }
        return age.map(old -> old.compareTo(lease) > 0 ? Standing.OTHERS_STALE : Standing.OTHERS).orElse(Standing.OTHERS_UNSURE);
    }

    /** That a job may still hold it is found out when it is to be removed. */
    private static boolean scratchAlone(Bearer bearer) {
        return bearer.jobs().isEmpty() && bearer.traces(Trace.Kind.SCRATCH).size() == bearer.traces().size();
    }

    /** How long the lease of a job's script is. */
    private Optional<Duration> lease(String runDirectory, Token token) {
        try {
            return cluster.store().get(runDirectory, "scripts/" + token.job() + ".sh", 0, LONGEST_SCRIPT).map(text -> new String(text, StandardCharsets.UTF_8))
                    .map(LEASE::matcher).filter(Matcher::find).map(found -> Duration.ofSeconds(Long.parseLong(found.group(1))));
        } catch (UncheckedIOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
