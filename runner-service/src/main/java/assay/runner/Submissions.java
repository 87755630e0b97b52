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
import assay.events.ClusterState;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits what was intended, and finds out what became of submissions whose outcome is not known. An intent of which this process said that it
 * was never begun is never begun afterwards.
 */
final class Submissions {
    private static final Logger LOGGER = LoggerFactory.getLogger(Submissions.class);
    private static final int SECRET_BYTES = 24;
    private final Cluster cluster;
    private final SecureRandom random = new SecureRandom();
    /** Intents of this process that were begun or withdrawn, by effect key: whoever comes first decides. */
    private final Set<String> decided = ConcurrentHashMap.newKeySet();
    private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();

    Submissions(Cluster cluster) {
        this.cluster = cluster;
    }

    RunnerAnswer submit(Submit effect) {
        if (!decided.add(intent(effect.token().value(), effect.deadline()))) {
            return new RunnerAnswer.Nothing();
        }
        for (String secret : effect.secrets()) {
            cluster.store().putIfAbsent(effect.runDirectory(), secret, secret(), Mode.SECRET);
        }
        cluster.store().touch(List.of(new Path(effect.runDirectory(), "lease/runner")));
        Submission outcome = cluster.submit(new SubmitRequest(effect.token(), effect.script(), effect.runDirectory(), effect.deadline()));
        return switch (outcome) {
            case Submission.Accepted(var id) -> new RunnerAnswer.Accepted(effect.run(), effect.token(), id, false);
            case Submission.Refused(var kind, var message) -> new RunnerAnswer.Refused(effect.run(), effect.token(), kind, message);
            case Submission.Ambiguous(var message) -> {
                LOGGER.atWarn().addKeyValue("token", effect.token()).addKeyValue("deadline", effect.deadline()).addKeyValue("answer", message)
                        .log("It is not certain whether the cluster took a job; it is looked up after its deadline");
                yield new RunnerAnswer.Nothing();
            }
        };
    }

    private byte[] secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).getBytes(StandardCharsets.US_ASCII);
    }

    RunnerAnswer withdraw(Withdraw effect) {
        String intent = intent(effect.token().value(), effect.deadline());
        if (decided.add(intent)) {
            withdrawn.add(intent);
        }
        return withdrawn.contains(intent) ? new RunnerAnswer.NeverBegun(effect.run(), effect.token()) : new RunnerAnswer.Nothing();
    }

    private static String intent(String token, Instant deadline) {
        return token + "/" + deadline;
    }

    RunnerAnswer lookUp(LookUp effect) {
        Optional<ListedJob> first = cluster.find(effect.token()).stream().filter(job -> !neverRan(job))
                .min(Comparator.comparingLong(job -> Long.parseLong(job.id().value())));
        return first.<RunnerAnswer>map(job -> new RunnerAnswer.Accepted(effect.run(), effect.token(), job.id(), true))
                .orElseGet(() -> new RunnerAnswer.NotFound(effect.run(), effect.token()));
    }

    /** Slurm keeps records of submissions that it refused; they are no jobs. */
    private static boolean neverRan(ListedJob job) {
        return job.state() == ClusterState.FAILED && job.reason().contains("BadConstraints");
    }
}
