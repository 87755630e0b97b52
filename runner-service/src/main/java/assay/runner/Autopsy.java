package assay.runner;

import assay.cluster.Cluster;
import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.ListedJob;
import assay.core.runner.Conclusion;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect.Conclude;
import assay.events.ClusterState;
import assay.events.FileFact;
import assay.events.JobEvent.JobEnded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Looks at a job that is over: the end of its log, the files it left, how long it held its nodes. What it finds is bounded in size. Thread-safe. */
final class Autopsy {
    private static final int TAIL_BYTES = 16 * 1024;
    private static final int TAIL_LINES = 20;
    private static final int LONGEST_LINE = 400;
    private static final int LONGEST_CAUSE = 2_000;
    private static final int MOST_FILES = 200;
    private static final int MOST_PATHS = 64 * 1024;
    private static final int MOST_LOOKS = 6;
    private final Cluster cluster;
    private final Map<String, Integer> looks = new ConcurrentHashMap<>();

    Autopsy(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Looks; answers nothing, so as to be asked again, while the cluster's records may not say yet who cancelled the job. */
    RunnerAnswer conclude(Conclude effect) {
        List<ListedJob> records = records(effect);
        boolean cancelled = effect.conclusion().cancelledByOthers() && !step(effect);
        String canceller = cancelled ? canceller(records) : "";
        if (cancelled && canceller.isEmpty() && looks.merge(effect.key(), 1, Integer::sum) < MOST_LOOKS) {
            return new RunnerAnswer.Nothing();
        }
        looks.remove(effect.key());
        Optional<ListedJob> whole = whole(records);
        Conclusion conclusion = effect.conclusion().at(whole.map(ListedJob::timeLimit).orElse(Duration.ZERO),
                whole.map(job -> Duration.between(job.started(), job.ended())).orElse(Duration.ZERO));
        boolean gone = cluster.store().get(effect.runDirectory(), "recipe.yaml", 0, 1).isEmpty();
        String known = join(conclusion.cause(), canceller);
        String cause = gone ? join(known, "its run directory " + effect.runDirectory() + " is gone") : known;
        return new RunnerAnswer.Concluded(effect.run(), new JobEnded(conclusion.token(), conclusion.state(), exitCode(effect, records),
                Excerpt.line(cause, LONGEST_CAUSE), tail(effect), nodeSeconds(effect, records), files(effect)));
    }

    /** What can be said when the cluster or the run directory refuses to be looked at, for this reason. */
    RunnerAnswer concludeUnseen(Conclude effect, String reason) {
        looks.remove(effect.key());
        Conclusion conclusion = effect.conclusion().at(Duration.ZERO, Duration.ZERO);
        String cause = join(conclusion.cause(), "what it left could not be looked at: " + reason);
        return new RunnerAnswer.Concluded(effect.run(), new JobEnded(conclusion.token(), conclusion.state(), conclusion.exitCode(),
                Excerpt.line(cause, LONGEST_CAUSE), List.of(), nodeSeconds(effect, List.of()), List.of()));
    }

    private static String join(String cause, String more) {
        return cause.isEmpty() || more.isEmpty() ? cause + more : cause + "; " + more;
    }

    /** Who cancelled it, which the cluster's list does not say. */
    private static String canceller(List<ListedJob> records) {
        return records.stream().filter(job -> job.state() == ClusterState.CANCELLED && job.word().contains(" ")).findFirst()
                .map(job -> "Slurm's records say " + job.word()).orElse("");
    }

    /** Of a step in an allocation the cluster has no record under its token. */
    private static boolean step(Conclude effect) {
        return effect.nodes().equals(OptionalInt.of(0));
    }

    /** The cluster's list, and its records where the list leaves something open. */
    private List<ListedJob> records(Conclude effect) {
        if (step(effect)) {
            return List.of();
        }
        List<ListedJob> found = new ArrayList<>(cluster.find(effect.conclusion().token()));
        found.removeIf(job -> !job.id().equals(effect.clusterJob()));
        if (found.isEmpty() || effect.conclusion().exitCode() < 0 || effect.conclusion().cancelledByOthers()) {
            found.addAll(cluster.history(List.of(new JobRef(effect.clusterJob(), effect.conclusion().token()))));
        }
        return found;
    }

    private static int exitCode(Conclude effect, List<ListedJob> records) {
        int own = effect.conclusion().exitCode();
        return own >= 0 ? own : records.stream().mapToInt(ListedJob::exitCode).filter(code -> code >= 0).findFirst().orElse(-1);
    }

    /** By the cluster's clock where it says both ends, else by the job's own word; the two clocks are never mixed. */
    private static double nodeSeconds(Conclude effect, List<ListedJob> records) {
        Optional<ListedJob> whole = whole(records);
        Instant from = whole.map(ListedJob::started).orElse(effect.startedAt());
        Instant to = whole.map(ListedJob::ended).orElse(effect.stoppedAt());
        int nodes = effect.nodes().orElseGet(() -> Math.max(1, records.stream().mapToInt(ListedJob::nodeCount).max().orElse(1)));
        return known(from, to) ? nodes * (Duration.between(from, to).toMillis() / 1000.0) : 0;
    }

    /** A record that says both when it began and when it ended. */
    private static Optional<ListedJob> whole(List<ListedJob> records) {
        return records.stream().filter(job -> known(job.started(), job.ended())).findFirst();
    }

    private static boolean known(Instant from, Instant to) {
        return from.isAfter(Instant.EPOCH) && to.isAfter(from);
    }

    private List<String> tail(Conclude effect) {
        String text = cluster.store().get(effect.runDirectory(), log(effect), -TAIL_BYTES, TAIL_BYTES)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return Excerpt.lines(lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()), TAIL_LINES, LONGEST_LINE);
    }

    private static String log(Conclude effect) {
        return "logs/" + effect.conclusion().token() + "." + effect.clusterJob() + ".log";
    }

    private List<FileFact> files(Conclude effect) {
        String token = effect.conclusion().token().value();
        List<FileFact> files = new ArrayList<>(cluster.store().describe(effect.runDirectory(), log(effect), 1));
        cluster.store().describe(effect.runDirectory(), "metrics", MOST_FILES).stream()
                .filter(file -> file.path().startsWith("metrics/" + token + ".")).forEach(files::add);
        files.addAll(cluster.store().describe(effect.runDirectory(), "results/" + effect.conclusion().token().job(), MOST_FILES));
        return bounded(files);
    }

    /** As many as an event may carry. */
    private static List<FileFact> bounded(List<FileFact> files) {
        List<FileFact> bounded = new ArrayList<>();
        int characters = 0;
        for (FileFact file : files) {
            characters += file.path().length();
            if (characters <= MOST_PATHS && bounded.size() < MOST_FILES) {
                bounded.add(new FileFact(Excerpt.line(file.path(), MOST_PATHS), file.bytes(), file.sha256()));
            }
        }
        return bounded;
    }
}
