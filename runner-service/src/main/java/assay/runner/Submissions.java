package assay.runner;

import assay.cluster.Cluster;
import assay.cluster.Cluster.ListedJob;
import assay.cluster.Cluster.Submission;
import assay.cluster.Cluster.SubmitRequest;
import assay.cluster.RemoteStore.Mode;
import assay.cluster.RemoteStore.Path;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect.LookUp;
import assay.core.runner.RunnerEffect.Submit;
import assay.core.runner.RunnerEffect.Withdraw;
import assay.core.runner.StepEffect.FindStep;
import assay.core.runner.StepEffect.StartStep;
import assay.events.ClusterState;
import assay.events.JobEvent.ArtifactStaged;
import assay.events.JobEvent.JobEnded;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits what was intended, and finds out what became of submissions whose outcome is not known. Of each intent of this process it is decided
 * once, before its deadline, whether it is begun or withdrawn; past its deadline only a look-up says anything of it. Thread-safe.
 */
final class Submissions {
    private static final Logger LOGGER = LoggerFactory.getLogger(Submissions.class);
    private static final int SECRET_BYTES = 24;
    private static final int LONGEST_MESSAGE = 1_000;
    /** Past its deadline nothing is asked of a decision but by a clock that was set back. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private final Cluster cluster;
    private final Clock clock;
    private final SecretFiles own;
    private final SecureRandom random = new SecureRandom();
    private final Map<Intent, Decision> decided = new ConcurrentHashMap<>();

    Submissions(Cluster cluster, Clock clock, SecretFiles own) {
        this.cluster = cluster;
        this.own = own;
        this.clock = clock;
    }

    private enum Decision {
        BEGUN, WITHDRAWN
    }

    private record Intent(String token, Instant deadline) {
    }

    /** Nothing reached the cluster when this throws: then it may be called again, or withdrawn. */
    RunnerAnswer submit(Submit effect) {
        Intent intent = new Intent(effect.token().value(), effect.deadline());
        if (!decide(intent, Decision.BEGUN)) {
            return new RunnerAnswer.Nothing();
        }
        try {
            prepare(effect.runDirectory(), effect.secrets(), effect.own(), effect.staged());
        } catch (RuntimeException unprepared) {
            decided.remove(intent);
            throw unprepared;
        }
        Submission outcome = cluster.submit(new SubmitRequest(effect.token(), effect.script(), effect.runDirectory(), effect.deadline(),
                effect.after()));
        return switch (outcome) {
            case Submission.Accepted(var id) -> new RunnerAnswer.Accepted(effect.run(), effect.token(), id, false);
            case Submission.Refused(var kind, var message) ->
                new RunnerAnswer.Refused(effect.run(), effect.token(), kind, Excerpt.line(message, LONGEST_MESSAGE));
            case Submission.Ambiguous(var message) -> {
                LOGGER.atWarn().addKeyValue("token", effect.token()).addKeyValue("deadline", effect.deadline()).addKeyValue("answer", message)
                        .log("It is not certain whether the cluster took a job; it is looked up after its deadline");
                yield new RunnerAnswer.Nothing();
            }
        };
    }

    /** True when this call decides; nothing is decided past the deadline. */
    private boolean decide(Intent intent, Decision decision) {
        Instant now = clock.instant();
        decided.keySet().removeIf(old -> now.isAfter(old.deadline().plus(REMEMBERED)));
        return now.isBefore(intent.deadline()) && decided.putIfAbsent(intent, decision) == null;
    }

    /** The file stands until the run is cleaned up, and its host begins what it names once: so it may be put again. */
    RunnerAnswer start(StartStep effect) {
        prepare(effect.runDirectory(), effect.secrets(), effect.own(), effect.staged());
        if (!effect.wanted()) {
            cluster.store().put(effect.runDirectory(), "stop/" + effect.token(), new byte[0], Mode.NORMAL);
        }
        cluster.store().put(effect.runDirectory(), "start/" + effect.host() + "/" + effect.token() + ".sh", effect.script().getBytes(StandardCharsets.UTF_8), Mode.EXECUTABLE);
        return new RunnerAnswer.Accepted(effect.run(), effect.token(), effect.clusterJob(), false);
    }

    /** Its first act is a claim, which stands until the run is cleaned up. */
    RunnerAnswer find(FindStep effect) {
        boolean began = cluster.store().get(effect.runDirectory(), "claims/" + effect.token(), 0, 1).isPresent();
        return began ? new RunnerAnswer.Accepted(effect.run(), effect.token(), effect.clusterJob(), true) : new RunnerAnswer.NeverBegun(effect.run(), effect.token());
    }

    private void prepare(String runDirectory, List<String> secrets, List<String> names, List<ArtifactStaged> staged) {
        cluster.store().furnish(runDirectory);
        for (String secret : secrets) {
            cluster.store().putIfAbsent(runDirectory, secret, secret(), Mode.SECRET);
        }
        for (String name : names) {
            cluster.store().put(runDirectory, "secrets/own/" + name, own.read(name), Mode.SECRET);
        }
        // The lease first: by both together the cache knows that what was staged is in use.
        cluster.store().touch(List.of(new Path(runDirectory, "lease/runner")));
        if (!staged.isEmpty()) {
            cluster.store().put(runDirectory, "artifacts.tsv", places(staged), Mode.NORMAL);
        }
    }

    /** Neither references nor paths hold a tab or a line break. */
    private static byte[] places(List<ArtifactStaged> staged) {
        return staged.stream().map(one -> one.name() + "\t" + one.path() + "\t" + one.digest() + "\n").collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).getBytes(StandardCharsets.US_ASCII);
    }

    /** Says of a submission that could not be prepared that it will never be begun. */
    RunnerAnswer giveUp(Submit effect, String reason) {
        if (!decide(new Intent(effect.token().value(), effect.deadline()), Decision.WITHDRAWN)) {
            return new RunnerAnswer.Nothing();
        }
        return new RunnerAnswer.Concluded(effect.run(), new JobEnded(effect.token(), ClusterState.NOT_SUBMITTED, -1,
                "it could not be submitted: " + reason, List.of(), 0, List.of()));
    }

    RunnerAnswer withdraw(Withdraw effect) {
        Intent intent = new Intent(effect.token().value(), effect.deadline());
        decide(intent, Decision.WITHDRAWN);
        return decided.get(intent) == Decision.WITHDRAWN ? new RunnerAnswer.NeverBegun(effect.run(), effect.token()) : new RunnerAnswer.Nothing();
    }

    RunnerAnswer lookUp(LookUp effect) {
        Optional<ListedJob> first = cluster.find(effect.token()).stream().filter(job -> !neverRan(job))
                .min(Comparator.<ListedJob>comparingInt(job -> job.id().value().length()).thenComparing(job -> job.id().value()));
        return first.<RunnerAnswer>map(job -> new RunnerAnswer.Accepted(effect.run(), effect.token(), job.id(), true))
                .orElseGet(() -> new RunnerAnswer.NotFound(effect.run(), effect.token()));
    }

    /** Slurm keeps records of submissions that it refused; they are no jobs. */
    private static boolean neverRan(ListedJob job) {
        return job.state() == ClusterState.FAILED && job.reason().contains("BadConstraints");
    }
}
