package assay.cli;

import assay.core.run.Job;
import assay.core.run.Locations;
import assay.core.run.Run;
import assay.events.JobEvent.ClusterObserved;
import assay.events.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Logs in a run's output directory, as far as they have come there; until then on the cluster.
 *
 * @param dataDirectory where the way to the cluster leaves its traces
 */
record LogsHere(Extension extension, Path dataDirectory) implements JobLogs {
    @Override
    public long print(Run run, List<Job> jobs) {
        List<Token> tokens = jobs.stream().flatMap(each -> each.tokens().stream()).toList();
        long printed = tokens.stream().mapToLong(token -> print(directory(run), token)).sum();
        return printed == 0 ? far(run, tokens) : printed;
    }

    private static Path directory(Run run) {
        return Path.of(run.submission().outputDirectory(), "logs");
    }

    @Override
    public long follow(Run run, Job job) {
        throw new MisuseException("logs are followed over HTTP, with --server URL; here `tail -F " + directory(run).resolve(job.name() + "-*") + "` does it");
    }

    /** Those of a run that is under way where only the cluster sees them. */
    private long far(Run run, List<Token> tokens) {
        Optional<ClusterObserved> cluster = run.cluster().filter(observed -> observed.usable() && !observed.runDirectory().equals(run.submission().outputDirectory()));
        return cluster.map(observed -> extension.printLogs(dataDirectory, Locations.of(run, observed), observed.runDirectory(), tokens,
                (token, file) -> System.out.println(heading(token, file)))).orElse(0L);
    }

    /** What stands above a log of a token. */
    static String heading(Token token, String file) {
        return JobLogs.heading(token.job().value(), token.attempt(), file);
    }

    private static long print(Path logs, Token token) {
        try (var files = Files.list(logs)) {
            List<Path> own = files.filter(file -> file.getFileName().toString().startsWith(token + ".")).sorted().toList();
            for (Path file : own) {
                System.out.println(heading(token, file.getFileName().toString()));
                Files.copy(file, System.out);
            }
            return own.size();
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new MisuseException("cannot read the logs in " + logs + ": " + e);
        }
    }
}
