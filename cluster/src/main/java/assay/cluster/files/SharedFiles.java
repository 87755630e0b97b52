package assay.cluster.files;

import assay.cluster.RemoteStore;
import assay.events.FileFact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Run directories on a file system that this machine sees. A batch over many runs goes through all of them: what fails for one run does not keep
 * the others waiting. Keeps no state; used from several threads.
 */
public final class SharedFiles implements RemoteStore {
    private static final Logger LOGGER = LoggerFactory.getLogger(SharedFiles.class);

    /** {@inheritDoc} A new one belongs to its owner alone; one that exists keeps the permissions that it has. */
    @Override
    public void create(String runDirectory) {
        doing("create the run directory", runDirectory, () -> Writing.create(runDirectory));
    }

    @Override
    public void furnish(String runDirectory) {
        doing("make the directories below", runDirectory, () -> Writing.furnish(runDirectory));
    }

    @Override
    public void put(String runDirectory, String path, byte[] bytes, Mode mode) {
        doing("write", runDirectory + "/" + path, () -> Writing.put(runDirectory, path, bytes, mode));
    }

    @Override
    public boolean putIfAbsent(String runDirectory, String path, byte[] bytes, Mode mode) {
        return doing("write", runDirectory + "/" + path, () -> Writing.putIfAbsent(runDirectory, path, bytes, mode));
    }

    @Override
    public Optional<byte[]> get(String runDirectory, String path, long offset, int limit) {
        var file = RunPaths.below(runDirectory, path);
        return doing("read", file.toString(), () -> Reading.part(runDirectory, file, offset, limit));
    }

    @Override
    public Optional<Duration> age(String runDirectory, String path) {
        var file = RunPaths.below(runDirectory, path);
        return doing("look at", file.toString(), () -> Reading.age(runDirectory, file));
    }

    /** {@inheritDoc} A directory that cannot be read is logged; when none can, the last reason is thrown. */
    @Override
    public List<Found> news(List<Watch> watches) {
        List<Found> found = new ArrayList<>();
        List<UncheckedIOException> failures = new ArrayList<>();
        for (Watch watch : watches) {
            try {
                found.addAll(doing("look into", watch.runDirectory() + "/" + watch.directory(), () -> Reading.news(watch)));
            } catch (UncheckedIOException e) {
                failures.add(e);
                LOGGER.atWarn().setCause(e).addKeyValue("path", watch.runDirectory()).log("A run directory cannot be read");
            }
        }
        if (!failures.isEmpty() && failures.size() == watches.size()) {
            throw failures.getLast();
        }
        return found;
    }

    /** {@inheritDoc} All are tried; then the last reason is thrown, if there was one. */
    @Override
    public void touch(List<Path> paths) {
        List<UncheckedIOException> failures = new ArrayList<>();
        for (Path path : paths) {
            try {
                doing("touch", path.runDirectory() + "/" + path.path(), () -> Writing.touch(path.runDirectory(), path.path()));
            } catch (UncheckedIOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getLast();
        }
    }

    @Override
    public void delete(String runDirectory, String path) {
        var place = RunPaths.below(runDirectory, path);
        doing("remove", place.toString(), () -> Writing.delete(runDirectory, place));
    }

    @Override
    public List<FileFact> describe(String runDirectory, String path, int limit) {
        var start = RunPaths.within(runDirectory, path);
        return doing("describe", start.toString(), () -> Reading.facts(runDirectory, start, limit));
    }

    @Override
    public Optional<String> unreadable(String path) {
        return Reading.unreadable(java.nio.file.Path.of(path));
    }

    private static <T> T doing(String what, String where, Action<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not " + what + " " + where + ": " + Reasons.of(e), e);
        }
    }

    /** Something that the file system may refuse. */
    private interface Action<T> {
        T run() throws IOException;
    }
}
