package assay.cluster.ssh;

import assay.cluster.ClusterSilentException;
import assay.cluster.RemoteStore;
import assay.events.FileFact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Run directories on the other side, each method one request: the functions of {@code store.sh}. That no answer comes is
 * {@link ClusterSilentException}; whatever was under way can be done again. Used from several threads.
 */
final class SshStore implements RemoteStore {
    private static final Logger LOGGER = LoggerFactory.getLogger(SshStore.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** To read all files of a run for their digests. */
    private static final Duration LONG_LIMIT = Duration.ofMinutes(10);
    /** More than this is brought by a session of its own, so that leases do not wait behind it. */
    private static final int QUICK_BYTES = 64 << 10;
    /** Files that are watched for are small; of a larger one this much is read. */
    private static final int MOST_NEWS_BYTES = 64 << 10;
    private static final int NOTHING = 3;
    private static final List<String> DIRECTORIES = List.of("scripts", "claims", "events", "endpoints", "lease", "stop", "metrics", "results", "logs");
    private final Sessions sessions;

    SshStore(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void create(String runDirectory) {
        done("create the run directory", runDirectory, quick("create " + ShellWords.of(RunPlace.directory(runDirectory)), new byte[0]));
    }

    @Override
    public void furnish(String runDirectory) {
        done("make the directories below", runDirectory, quick("furnish " + ShellWords.of(RunPlace.directory(runDirectory)) + " " + ShellWords.of(DIRECTORIES), new byte[0]));
    }

    @Override
    public void put(String runDirectory, String path, byte[] bytes, Mode mode) {
        RunPlace place = RunPlace.below(runDirectory, path);
        done("write", place.path(), write("put " + place.words() + " " + mode(mode), bytes));
    }

    @Override
    public boolean putIfAbsent(String runDirectory, String path, byte[] bytes, Mode mode) {
        RunPlace place = RunPlace.below(runDirectory, path);
        return done("write", place.path(), write("put_if_absent " + place.words() + " " + mode(mode), bytes)).isPresent();
    }

    private static String mode(Mode mode) {
        return switch (mode) {
            case SECRET -> "600";
            case NORMAL -> "644";
            case EXECUTABLE -> "755";
        };
    }

    @Override
    public Optional<byte[]> get(String runDirectory, String path, long offset, int limit) {
        RunPlace place = RunPlace.below(runDirectory, path);
        String script = "get " + place.words() + " " + offset + " " + limit;
        Answer answer = limit > QUICK_BYTES ? slow(new Request(script, new byte[0], Math.max(limit, Request.MOST_BYTES) + QUICK_BYTES), LIMIT) : quick(script, new byte[0]);
        return done("read", place.path(), answer).map(Answer::out);
    }

    @Override
    public Optional<Duration> age(String runDirectory, String path) {
        RunPlace place = RunPlace.below(runDirectory, path);
        return done("look at", place.path(), quick("age " + place.words(), new byte[0])).map(answer -> Duration.ofSeconds(Long.parseLong(answer.text())));
    }

    /** {@inheritDoc} A directory that cannot be read is logged; when none can, the last reason is thrown. */
    @Override
    public List<Found> news(List<Watch> watches) {
        if (watches.isEmpty()) {
            return List.of();
        }
        String script = watches.stream().map(SshStore::look).collect(Collectors.joining("\n"));
        News news = News.read(watches, done("look into", watches.getFirst().runDirectory(), quick(script, new byte[0])).orElseThrow().text());
        news.failures().forEach(failure -> LOGGER.atWarn().addKeyValue("reason", failure).log("A run directory cannot be read"));
        if (!news.failures().isEmpty() && news.failures().size() == watches.size()) {
            throw refused(news.failures().getLast());
        }
        return news.found();
    }

    private static String look(Watch watch) {
        String directory = watch.directory().isEmpty() ? "." : RunPlace.below(watch.runDirectory(), watch.directory()).relative();
        return "news " + ShellWords.of(RunPlace.directory(watch.runDirectory())) + " " + ShellWords.of(directory) + " "
                + ShellWords.of(watch.known().stream().sorted().collect(Collectors.joining("\n"))) + " " + MOST_NEWS_BYTES;
    }

    /** {@inheritDoc} All are tried; then the last reason is thrown, if there was one. */
    @Override
    public void touch(List<Path> paths) {
        if (paths.isEmpty()) {
            return;
        }
        String script = paths.stream().map(path -> "renew " + RunPlace.below(path.runDirectory(), path.path()).words()).collect(Collectors.joining("\n"));
        String failures = done("touch", paths.getFirst().runDirectory(), quick(script + "\ntrue", new byte[0])).orElseThrow().text();
        failures.lines().reduce((first, last) -> last).ifPresent(last -> {
            throw refused("Could not touch " + last);
        });
    }

    @Override
    public void delete(String runDirectory, String path) {
        RunPlace place = RunPlace.below(runDirectory, path);
        done("remove", place.path(), slow(Request.of("delete " + place.words()), LONG_LIMIT));
    }

    @Override
    public List<FileFact> describe(String runDirectory, String path, int limit) {
        RunPlace place = path.isEmpty() ? RunPlace.whole(runDirectory) : RunPlace.below(runDirectory, path);
        return Described.facts(done("describe", place.path(), slow(Request.of("describe " + place.words() + " " + limit), LONG_LIMIT)).orElseThrow().text());
    }

    @Override
    public Optional<String> unreadable(String path) {
        String reason = done("look at", path, quick("unreadable " + ShellWords.of(path), new byte[0])).orElseThrow().text();
        return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    }

    private Answer write(String script, byte[] bytes) {
        return bytes.length > QUICK_BYTES ? slow(Request.of(script, bytes), LONG_LIMIT) : quick(script, bytes);
    }

    private Answer quick(String script, byte[] input) {
        try {
            return sessions.quick(Request.of(script, input), LIMIT);
        } catch (BrokenOffException e) {
            throw new ClusterSilentException(e.getMessage());
        }
    }

    private Answer slow(Request request, Duration limit) {
        try {
            return sessions.slow(request, limit);
        } catch (BrokenOffException e) {
            throw new ClusterSilentException(e.getMessage());
        }
    }

    /** The answer; empty where there is nothing, or a name is taken. */
    private static Optional<Answer> done(String what, String where, Answer answer) {
        return switch (answer.code()) {
            case 0 -> Optional.of(answer);
            case NOTHING -> Optional.empty();
            default -> throw refused("Could not " + what + " " + where + ": " + reason(answer));
        };
    }

    private static UncheckedIOException refused(String message) {
        return new UncheckedIOException(message, new IOException(message));
    }

    private static String reason(Answer answer) {
        String words = answer.err().strip().replaceAll("\\p{Cntrl}+", "; ");
        return !words.isEmpty() ? words : answer.code() == Answer.CUT ? "it is too much for one answer" : "it ended with " + answer.code() + " and said nothing";
    }
}
