package assay.cluster.slurmrestd;

import assay.cluster.ArtifactStore;
import assay.cluster.Cluster;
import assay.cluster.ClusterSilentException;
import assay.cluster.RemoteStore;
import assay.cluster.command.Commands;
import assay.cluster.doctor.DirectoryCheck;
import assay.cluster.doctor.Examination;
import assay.cluster.doctor.Patient;
import assay.cluster.slurm.Refusals;
import assay.cluster.slurmrestd.RestClient.Reply;
import assay.events.ClusterJobId;
import assay.events.JobEvent.RefusalKind;
import assay.events.Token;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Slurm by slurmrestd. It lists everybody's jobs, cannot be asked whether it would take one, tells nothing of running steps, and reads no file: run
 * directories and artifacts are where the given stores have them. Used from several threads; keeps no state but the version that it found.
 */
public final class RestCluster implements Cluster {
    /** What slurmrestd has begun it ends within Slurm's own limit for a message (MessageTimeout, usually 10 s): later than this nothing is sent. */
    private static final Duration LAST_MOMENT = Duration.ofSeconds(15);
    private static final Predicate<String> USABLE_DIRECTORY = Pattern.compile("/[^\\\\\\p{Cntrl}]*").asMatchPredicate();
    private static final Predicate<String> JOB_ID = Pattern.compile("\\d{1,18}").asMatchPredicate();
    private final RestConfig config;
    private final RestClient client;
    private final RemoteStore store;
    private final ArtifactStore artifacts;
    private final InstantSource clock;
    private volatile ApiVersion version;

    private RestCluster(RestConfig config, RemoteStore store, ArtifactStore artifacts, InstantSource clock) {
        this.config = config;
        this.client = new RestClient(config, clock);
        this.store = store;
        this.artifacts = artifacts;
        this.clock = clock;
    }

    /** Asks nothing yet: {@link #facts()} tells whether it answers. */
    public static RestCluster open(RestConfig config, RemoteStore store, ArtifactStore artifacts) {
        return new RestCluster(config, store, artifacts, InstantSource.system());
    }

    @Override
    public String adapter() {
        return "slurmrestd";
    }

    /** The newest version that both sides speak; found out once. */
    private ApiVersion version() {
        if (version == null) {
            version = ApiVersion.newest(client.ask("/openapi/v3").path("paths").propertyNames()).orElseThrow(() -> new ClusterSilentException("the slurmrestd at " + config.address()
                    + " speaks none of the versions v0.0." + ApiVersion.OLDEST + " to v0.0." + ApiVersion.NEWEST));
        }
        return version;
    }

    @Override
    public Facts facts() {
        JsonNode ping = client.ask(version().slurm("/ping"));
        if (ping.path("pings").valueStream().noneMatch(RestCluster::up)) {
            throw new ClusterSilentException("slurmrestd answers, but Slurm's controller does not");
        }
        Map<String, String> facts = new LinkedHashMap<>();
        JsonNode slurm = ping.path("meta").has("Slurm") ? ping.path("meta").path("Slurm") : ping.path("meta").path("slurm");
        facts.put("version", "slurm " + RestValues.text(slurm.path("release")) + ", slurmrestd " + version());
        facts.put("cluster", clusterName(slurm));
        facts.put("user", config.user());
        facts.put("accounting", accounting());
        facts.put("limits", "are not asked for by slurmrestd: what the site does not allow shows when it is submitted");
        return new Facts(facts, config.user().equals("root"), List.of());
    }

    /** What is looked at by the daemon, and by commands of this machine, which sees the run directories. A job is told of by the cluster's own means. */
    public Examination examination(Commands commands, Patient patient, boolean jobTells) {
        return new Examination(List.of(new TokenCheck(config.tokens(), patient, clock), new DaemonCheck(config, patient, this::version, this::facts, clock)),
                List.of(new SeenCheck(client::ask, this::version, config.user(), patient)), List.of(new DirectoryCheck(commands, patient, !jobTells, clock)));
    }

    private static boolean up(JsonNode ping) {
        return ping.path("ping").asString("").equals("UP") || ping.path("responding").asBoolean(false) || ping.path("pinged").asString("").equals("UP");
    }

    /** Told from v0.0.40 on; before, the jobs tell it. */
    private String clusterName(JsonNode slurm) {
        String told = RestValues.text(slurm.path("cluster"));
        return told.isEmpty() ? client.ask(version().slurm("/jobs")).path("jobs").valueStream().map(job -> RestValues.text(job.path("cluster")))
                .filter(name -> !name.isEmpty()).findFirst().orElse("slurm") : told;
    }

    private String accounting() {
        return client.send("GET", version().slurmdb("/clusters"), "", config.limit()) instanceof Reply.Answer answer && answer.good() && answer.words().isEmpty()
                ? "answers" : "silent";
    }

    /** Slurm cannot be asked; what slurmrestd has no word for is found. */
    @Override
    public Check check(String script, String runDirectory) {
        if (!USABLE_DIRECTORY.test(runDirectory)) {
            return new Check(false, unusable(runDirectory));
        }
        try {
            new JobWriting(version()).description(script);
            return new Check(true, "");
        } catch (IllegalArgumentException e) {
            return new Check(false, e.getMessage());
        }
    }

    @Override
    public Submission submit(SubmitRequest request) {
        if (!USABLE_DIRECTORY.test(request.runDirectory())) {
            return new Submission.Refused(RefusalKind.PERMANENT, unusable(request.runDirectory()));
        }
        Duration left = Duration.between(clock.instant(), request.deadline()).minus(LAST_MOMENT);
        if (left.isNegative() || left.isZero()) {
            return new Submission.Refused(RefusalKind.UNREACHABLE, "the deadline of the submission is too near");
        }
        try {
            String body = new JobWriting(version()).submission(request);
            return submission(client.send("POST", version().slurm("/job/submit"), body, left.compareTo(config.limit()) < 0 ? left : config.limit()));
        } catch (IllegalArgumentException e) {
            return new Submission.Refused(RefusalKind.PERMANENT, e.getMessage());
        } catch (ClusterSilentException e) {
            return new Submission.Refused(RefusalKind.UNREACHABLE, e.getMessage());
        }
    }

    /** A job that is held has an id and an error: it is there. */
    static Submission submission(Reply reply) {
        return switch (reply) {
            case Reply.NotSent(var reason) -> new Submission.Refused(RefusalKind.UNREACHABLE, reason);
            case Reply.Lost(var reason) -> new Submission.Ambiguous(reason);
            case Reply.Answer answer when answer.body().path("job_id").asLong(0) > 0 ->
                new Submission.Accepted(new ClusterJobId(Long.toString(answer.body().path("job_id").asLong())));
            case Reply.Answer answer -> refused(answer);
        };
    }

    private static Submission refused(Reply.Answer answer) {
        String words = answer.words().isEmpty() ? "slurmrestd answered with status " + answer.status() + " and said nothing" : String.join("; ", answer.words());
        if (answer.status() >= 400 && answer.status() < 500) {
            return new Submission.Refused(RefusalKind.PERMANENT, words);
        }
        return Refusals.kind(words).<Submission>map(kind -> new Submission.Refused(kind, words)).orElseGet(() -> new Submission.Ambiguous(words));
    }

    private static String unusable(String runDirectory) {
        return "Expected the run directory to be an absolute path without backslashes and control characters, but found '" + runDirectory + "'";
    }

    @Override
    public List<ListedJob> jobs() {
        return JobReading.listed(client.ask(version().slurm("/jobs")), config.user());
    }

    @Override
    public List<ListedJob> find(Token token) {
        return jobs().stream().filter(job -> job.name().equals(token.value())).toList();
    }

    /** A database that does not answer leaves everything unknown, which is no failure. */
    @Override
    public List<ListedJob> history(List<JobRef> jobs) {
        List<ListedJob> records = new ArrayList<>();
        for (JobRef job : jobs) {
            if (JOB_ID.test(job.id().value()) && client.send("GET", version().slurmdb("/job/" + job.id()), "", config.limit()) instanceof Reply.Answer answer && answer.good()) {
                JobReading.recorded(answer.body()).stream().filter(record -> record.id().equals(job.id()) && record.name().equals(job.token().value())).forEach(records::add);
            }
        }
        return records;
    }

    /** slurmrestd cancels by number alone, so the name is looked at right before. */
    @Override
    public void cancel(JobRef job) {
        if (!JOB_ID.test(job.id().value())) {
            throw new IllegalArgumentException("Expected the id of a Slurm job, but found '" + job.id() + "'");
        }
        if (find(job.token()).stream().noneMatch(listed -> listed.id().equals(job.id()) && !listed.state().terminal())) {
            return;
        }
        Reply reply = client.send("DELETE", version().slurm("/job/" + job.id()), "", config.limit());
        switch (reply) {
            case Reply.Answer answer when answer.good() || answer.words().stream().anyMatch(RestCluster::gone) -> {
            }
            case Reply.Answer answer -> throw RestClient.failure("/job/" + job.id(), answer);
            case Reply.NotSent(var reason) -> throw new ClusterSilentException(reason);
            case Reply.Lost(var reason) -> throw new ClusterSilentException(reason);
        }
    }

    private static boolean gone(String words) {
        return words.contains("Invalid job id specified") || words.contains("already completing or completed");
    }

    @Override
    public Map<ClusterJobId, String> directories(List<JobRef> jobs) {
        Map<ClusterJobId, String> directories = JobReading.directories(client.ask(version().slurm("/jobs")), config.user());
        directories.keySet().retainAll(jobs.stream().map(JobRef::id).toList());
        return directories;
    }

    /** Nothing of the cluster's can be seen from here. */
    @Override
    public List<Trace> traces(List<String> scratchRoots) {
        return List.of();
    }

    @Override
    public void end(Trace trace) {
        throw new IllegalArgumentException("Expected no trace, since none is ever found, but was given " + trace.place());
    }

    /** slurmrestd tells nothing of running steps: the sampler in the job is all there is. */
    @Override
    public List<Usage> usage(List<JobRef> jobs) {
        return List.of();
    }

    @Override
    public RemoteStore store() {
        return store;
    }

    @Override
    public ArtifactStore artifacts() {
        return artifacts;
    }

    @Override
    public void close() {
        artifacts.close();
        client.close();
    }
}
