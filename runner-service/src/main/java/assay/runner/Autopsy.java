package assay.runner;

import assay.cluster.Cluster;
import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.ListedJob;
import assay.core.runner.Conclusion;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect.Conclude;
import assay.events.FileFact;
import assay.events.JobEvent.JobEnded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at a job that is over: the end of its log, the files it left, how long it held its nodes. */
final class Autopsy {
    private static final int TAIL_BYTES = 16 * 1024;
    private static final int TAIL_LINES = 20;
    private static final int MOST_FILES = 200;
    private final Cluster cluster;

    Autopsy(Cluster cluster) {
        this.cluster = cluster;
    }

    RunnerAnswer conclude(Conclude effect) {
        Conclusion conclusion = effect.conclusion();
        Optional<ListedJob> listed = record(effect);
        int exit = conclusion.exitCode() >= 0 ? conclusion.exitCode() : listed.map(ListedJob::exitCode).orElse(-1);
        return new RunnerAnswer.Concluded(effect.run(), new JobEnded(conclusion.token(), conclusion.state(), exit, conclusion.cause(), tail(effect),
                nodeSeconds(effect, listed), files(effect)));
    }

    private Optional<ListedJob> record(Conclude effect) {
        List<ListedJob> found = new ArrayList<>(cluster.find(effect.conclusion().token()));
        found.addAll(cluster.history(List.of(new JobRef(effect.clusterJob(), effect.conclusion().token()))));
        return found.stream().filter(job -> job.id().equals(effect.clusterJob())).findFirst();
    }

    /** By the cluster's clock where it says, else by the job's own word. */
    private static double nodeSeconds(Conclude effect, Optional<ListedJob> listed) {
        Instant from = listed.map(ListedJob::started).filter(at -> at.isAfter(Instant.EPOCH)).orElse(effect.startedAt());
        Instant to = listed.map(ListedJob::ended).filter(at -> at.isAfter(Instant.EPOCH)).orElse(effect.stoppedAt());
        int nodes = listed.map(ListedJob::nodeCount).filter(count -> count > 0).orElse(1);
        boolean known = from.isAfter(Instant.EPOCH) && to.isAfter(from);
        return known ? nodes * Duration.between(from, to).toMillis() / 1000.0 : 0;
    }

    private List<String> tail(Conclude effect) {
        String text = cluster.store().get(effect.runDirectory(), log(effect), -TAIL_BYTES, TAIL_BYTES)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
    }

    private static String log(Conclude effect) {
        return "logs/" + effect.conclusion().token() + "." + effect.clusterJob() + ".log";
    }

    private List<FileFact> files(Conclude effect) {
        String job = effect.conclusion().token().job().value();
        List<FileFact> files = new ArrayList<>(cluster.store().describe(effect.runDirectory(), "results/" + job, MOST_FILES));
        for (String shared : List.of("logs", "metrics")) {
            cluster.store().describe(effect.runDirectory(), shared, MOST_FILES).stream()
                    .filter(file -> file.path().startsWith(shared + "/" + effect.conclusion().token() + ".")).forEach(files::add);
        }
        return files;
    }
}
