package assay.runner;

import assay.cluster.Cluster;
import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.ListedJob;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect.VerifyClean;
import assay.events.FileFact;
import assay.events.JobEvent.RunCleaned;
import assay.events.Token;
import java.util.ArrayList;
import java.util.List;

/** Proves that no job of a run is left, by two looks at an answering controller, and removes what is not kept. */
final class CleanUp {
    private static final List<String> REMOVED = List.of("secrets", "lease", "stop", "start", "claims", "endpoints");
    private static final List<String> KEPT = List.of("logs", "results", "metrics", "events", "scripts");
    private static final int MOST_FILES = 10_000;
    private final Cluster cluster;

    CleanUp(Cluster cluster) {
        this.cluster = cluster;
    }

    RunnerAnswer verify(VerifyClean effect) {
        List<String> ended = new ArrayList<>();
        boolean clean = look(effect, new ArrayList<>()) && look(effect, ended);
        if (!clean) {
            return new RunnerAnswer.Nothing();
        }
        REMOVED.forEach(path -> cluster.store().delete(effect.runDirectory(), path));
        return new RunnerAnswer.Clean(effect.run(), new RunCleaned(ended, effect.unverified(), kept(effect.runDirectory())));
    }

    /** One look-up of every token; what still lives is cancelled, and looked at again later. */
    private boolean look(VerifyClean effect, List<String> ended) {
        boolean clean = true;
        for (Token token : effect.tokens()) {
            String seen = "ended";
            for (ListedJob job : cluster.find(token)) {
                if (job.state().terminal()) {
                    seen = job.word();
                } else {
                    cluster.cancel(new JobRef(job.id(), token));
                    clean = false;
                }
            }
            ended.add(token + " " + seen);
        }
        return clean;
    }

    private List<String> kept(String runDirectory) {
        List<String> kept = new ArrayList<>();
        for (String directory : KEPT) {
            List<FileFact> files = cluster.store().describe(runDirectory, directory, MOST_FILES);
            if (!files.isEmpty()) {
                kept.add(directory + "/ " + files.size() + " files, " + files.stream().mapToLong(FileFact::bytes).sum() + " bytes");
            }
        }
        return kept;
    }
}
