package assay.gateway;

import assay.cluster.Cluster;
import assay.cluster.RemoteStore;
import assay.cluster.files.SharedFiles;
import assay.core.view.RunFiles;
import assay.core.view.RunFiles.Attempt;
import assay.events.FileFact;
import assay.events.Token;
import assay.events.recipe.Location;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The logs of a run's jobs: in the output directory where this machine sees them there, else in the run directory, which perhaps only the cluster sees. Calls
 * wait for the cluster.
 */
final class RunLogs {
    private static final String FOLDER = "logs/";
    private static final int MOST_FILES = 1_000;
    private static final Duration PACE = Duration.ofMillis(500);
    private static final Duration FAR_PACE = Duration.ofSeconds(5);
    private static final String ENDING = "\\.[A-Za-z0-9_-][A-Za-z0-9._-]{0,100}";
    private final RunFiles files;
    private final RemoteStore here = new SharedFiles();
    private final Function<Location, Cluster> clusters;

    /** A log as it is listed. */
    record JobLog(String job, int attempt, String file, long bytes) {
    }

    /** Of a run. */
    RunLogs(RunFiles files, Function<Location, Cluster> clusters) {
        this.files = files;
        this.clusters = clusters;
    }

    /**
     * All there are: of attempts that are over as the log of record has them, of others as they are now.
     *
     * @throws assay.cluster.ClusterSilentException when the cluster must be asked and does not answer
     */
    List<JobLog> list() {
        List<JobLog> logs = new ArrayList<>();
        boolean live = files.attempts().stream().anyMatch(attempt -> !attempt.over());
        List<FileFact> now = live ? now() : List.of();
        for (Attempt attempt : files.attempts()) {
            Stream<FileFact> own = attempt.over() ? attempt.logs().stream() : now.stream().filter(file -> of(attempt.token(), file.path()));
            own.forEach(file -> logs.add(new JobLog(attempt.token().job().value(), attempt.token().attempt(), file.path(), file.bytes())));
        }
        return logs;
    }

    /** One of them by its name. */
    Optional<JobLog> find(String file) {
        return files.attempts().stream().anyMatch(attempt -> of(attempt.token(), file)) ? list().stream().filter(log -> log.file().equals(file)).findFirst() : Optional.empty();
    }

    /** The attempt that writes a log. */
    Token attempt(JobLog log) {
        return files.attempts().stream().map(Attempt::token).filter(token -> of(token, log.file())).findFirst().orElseThrow();
    }

    /** How often its cluster may be asked about a log. */
    Duration pace() {
        return files.location().filter(location -> location.connect().elsewhere()).isPresent() ? FAR_PACE : PACE;
    }

    /** Up to so many bytes of a log from an offset on, none behind its end; empty when there is no such file any more. */
    Optional<byte[]> read(JobLog log, long offset, int limit) {
        return here.get(files.outputDirectory(), FOLDER + log.file(), offset, limit)
                .or(() -> far().flatMap(store -> store.get(files.runDirectory(), FOLDER + log.file(), offset, limit)));
    }

    private List<FileFact> now() {
        List<FileFact> found = here.describe(files.outputDirectory(), "logs", MOST_FILES);
        List<FileFact> all = found.isEmpty() ? far().map(store -> store.describe(files.runDirectory(), "logs", MOST_FILES)).orElse(List.of()) : found;
        return all.stream().filter(file -> file.path().startsWith(FOLDER)).map(file -> new FileFact(file.path().substring(FOLDER.length()), file.bytes(), file.sha256())).toList();
    }

    private Optional<RemoteStore> far() {
        return files.location().filter(location -> !files.runDirectory().isEmpty()).map(location -> clusters.apply(location).store());
    }

    private static boolean of(Token token, String file) {
        return file.startsWith(token.value()) && file.substring(token.value().length()).matches(ENDING);
    }
}
