package assay.testkit;

import assay.cluster.RemoteStore;
import assay.events.FileFact;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Run directories in memory: nobody but the cluster's jobs and this object sees the files. Confined to one thread. */
public final class InMemoryStore implements RemoteStore {
    private final Map<String, TreeMap<String, Content>> directories = new HashMap<>();
    private final Clock clock;

    /** Modification times come from the clock. */
    public InMemoryStore(Clock clock) {
        this.clock = clock;
    }

    private record Content(byte[] bytes, Instant modified) {
    }

    private TreeMap<String, Content> files(String runDirectory) {
        return directories.computeIfAbsent(runDirectory, directory -> new TreeMap<>());
    }

    @Override
    public void create(String runDirectory) {
        files(runDirectory);
    }

    @Override
    public void furnish(String runDirectory) {
        files(runDirectory);
    }

    @Override
    public void put(String runDirectory, String path, byte[] bytes, Mode mode) {
        files(runDirectory).put(path, new Content(bytes.clone(), clock.instant()));
    }

    @Override
    public boolean putIfAbsent(String runDirectory, String path, byte[] bytes, Mode mode) {
        return files(runDirectory).putIfAbsent(path, new Content(bytes.clone(), clock.instant())) == null;
    }

    @Override
    public Optional<byte[]> get(String runDirectory, String path, long offset, int limit) {
        return Optional.ofNullable(files(runDirectory).get(path)).map(Content::bytes).map(bytes -> {
            int from = Math.clamp(offset < 0 ? bytes.length + offset : offset, 0, bytes.length);
            return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + limit));
        });
    }

    @Override
    public Optional<Duration> age(String runDirectory, String path) {
        return modified(runDirectory, path).map(touched -> Duration.between(touched, clock.instant()));
    }

    @Override
    public List<Found> news(List<Watch> watches) {
        List<Found> news = new ArrayList<>();
        for (Watch watch : watches) {
            below(watch.runDirectory(), watch.directory()).forEach((path, content) -> {
                String name = path.substring(watch.directory().length() + 1);
                if (!watch.known().contains(name)) {
                    news.add(new Found(watch.runDirectory(), name, content.bytes()));
                }
            });
        }
        return news;
    }

    @Override
    public void touch(List<Path> paths) {
        for (Path path : paths) {
            files(path.runDirectory()).merge(path.path(), new Content(new byte[0], clock.instant()), (old, fresh) -> new Content(old.bytes(), fresh.modified()));
        }
    }

    @Override
    public void delete(String runDirectory, String path) {
        files(runDirectory).remove(path);
        below(runDirectory, path).clear();
    }

    @Override
    public List<FileFact> describe(String runDirectory, String path, int limit) {
        return below(runDirectory, path).entrySet().stream().limit(limit).map(file -> FileFact.of(file.getKey(), file.getValue().bytes())).toList();
    }

    /** Whether a file exists. */
    public boolean exists(String runDirectory, String path) {
        return files(runDirectory).containsKey(path);
    }

    /** When a file was last written or touched; empty when there is none. */
    public Optional<Instant> modified(String runDirectory, String path) {
        return Optional.ofNullable(files(runDirectory).get(path)).map(Content::modified);
    }

    private Map<String, Content> below(String runDirectory, String directory) {
        return files(runDirectory).subMap(directory + "/", directory + "0");
    }
}
