package assay.runner;

import assay.cluster.Cluster;
import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.ListedJob;
import assay.cluster.ClusterSilentException;
import assay.core.report.Numbers;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect.VerifyClean;
import assay.events.ClusterState;
import assay.events.FileFact;
import assay.events.JobEvent.RunCleaned;
import assay.events.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Proves that no job of a run is left, by two looks at an answering controller, removes what is not kept, and brings the rest to the output directory
 * where that is another one.
 */
final class CleanUp {
    private static final List<String> REMOVED = List.of("secrets", "lease", "stop", "start", "claims", "endpoints");
    private static final List<String> KEPT = List.of("logs", "results", "metrics", "events", "scripts", "files");
    private static final List<String> SINGLE = List.of("recipe.yaml", "artifacts.tsv");
    private static final int MOST_FILES = 10_000;
    private static final int LONGEST_REASON = 400;
    private final Cluster cluster;

    CleanUp(Cluster cluster) {
        this.cluster = cluster;
    }

    RunnerAnswer verify(VerifyClean effect) {
        return verify(effect, (path, refusal) -> {
            throw refusal;
        }, new ArrayList<>());
    }

    /** The same where the file system refuses for good: what could not be removed or counted is said. */
    RunnerAnswer verifyRefused(VerifyClean effect) {
        List<String> refused = new ArrayList<>();
        return verify(effect, (path, refusal) -> refused.add(path + " below " + effect.runDirectory() + ": "
                + Excerpt.line(String.valueOf(refusal.getMessage()), LONGEST_REASON)), refused);
    }

    private RunnerAnswer verify(VerifyClean effect, BiConsumer<String, RuntimeException> refused, List<String> refusals) {
        if (look(effect).isEmpty()) {
            return new RunnerAnswer.Nothing();
        }
        Optional<List<String>> ended = look(effect);
        if (ended.isEmpty()) {
            return new RunnerAnswer.Nothing();
        }
        REMOVED.forEach(path -> attempt(path, () -> cluster.store().delete(effect.runDirectory(), path), refused));
        List<String> kept = new ArrayList<>();
        OutputFiles output = new OutputFiles(cluster.store(), effect.runDirectory(), effect.outputDirectory());
        SINGLE.forEach(path -> attempt(path, () -> output.bring(describe(effect, path)), refused));
        KEPT.forEach(path -> attempt(path, () -> {
            List<FileFact> files = describe(effect, path);
            output.bring(files);
            kept(path, files).ifPresent(kept::add);
        }, refused));
        output.left().ifPresent(kept::add);
        List<String> unverified = new ArrayList<>(effect.unverified());
        unverified.addAll(refusals);
        return new RunnerAnswer.Clean(effect.run(), new RunCleaned(ended.get(), unverified, kept));
    }

    private static void attempt(String path, Runnable action, BiConsumer<String, RuntimeException> refused) {
        try {
            action.run();
        } catch (ClusterSilentException silent) {
            throw silent;
        } catch (RuntimeException refusal) {
            refused.accept(path, refusal);
        }
    }

    /** What one look at the cluster shows of each token; empty when something still lives: it is cancelled, and looked at again later. */
    private Optional<List<String>> look(VerifyClean effect) {
        List<ListedJob> listed = cluster.jobs();
        List<String> ended = new ArrayList<>();
        boolean clean = true;
        for (Token token : effect.tokens()) {
            String seen = "ended";
            for (ListedJob job : listed.stream().filter(job -> job.name().equals(token.value())).toList()) {
                seen = job.word();
                clean &= job.state().terminal();
                if (!job.state().terminal() && job.state() != ClusterState.COMPLETING) {
                    cluster.cancel(new JobRef(job.id(), token));
                }
            }
            ended.add(token + " " + seen);
        }
        return clean ? Optional.of(ended) : Optional.empty();
    }

    private List<FileFact> describe(VerifyClean effect, String path) {
        return cluster.store().describe(effect.runDirectory(), path, MOST_FILES);
    }

    private static Optional<String> kept(String directory, List<FileFact> files) {
        String count = (files.size() == MOST_FILES ? "at least " : "") + Numbers.count(files.size()) + (files.size() == 1 ? " file, " : " files, ");
        return files.isEmpty() ? Optional.empty()
                : Optional.of(directory + "/ " + count + Numbers.count(files.stream().mapToLong(FileFact::bytes).sum()) + " bytes");
    }
}
