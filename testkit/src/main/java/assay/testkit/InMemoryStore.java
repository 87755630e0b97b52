package assay.testkit;

import assay.cluster.RemoteStore;
import assay.events.FileFact;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Run directories in memory: nobody but the cluster's jobs and this object sees the files. Confined to one thread. */
public final class InMemoryStore implements RemoteStore {
    private static final List<String> FURNISHED = List.of("scripts", "claims", "events", "endpoints", "lease", "stop", "metrics", "results", "logs", "secrets");
    private final Map<String, TreeMap<String, Content>> directories = new HashMap<>();
    private final Map<String, Set<String>> made = new HashMap<>();
    private final Clock clock;
    private Duration lag = Duration.ZERO;

    /** Modification times come from the clock. */
    public InMemoryStore(Clock clock) {
        this.clock = clock;
    }

    private record Content(byte[] bytes, Instant modified) {
    }

    /** How much later than its writer others see a new file, at most. */
    public void seenLate(Duration atMost) {
        lag = atMost;
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
        made.computeIfAbsent(runDirectory, directory -> new HashSet<>()).addAll(FURNISHED);
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
                if (!watch.known().contains(name) && seen(path, content)) {
                    news.add(new Found(watch.runDirectory(), name, content.bytes()));
                }
            });
        }
        return news;
    }

    private boolean seen(String path, Content content) {
        return lag.isZero() || !clock.instant().isBefore(content.modified().plusMillis(Math.floorMod(path.hashCode(), lag.toMillis())));
    }

    @Override
    public void touch(List<Path> paths) {
        for (Path path : paths.stream().filter(this::placed).toList()) {
            files(path.runDirectory()).merge(path.path(), new Content(new byte[0], clock.instant()), (old, fresh) -> new Content(old.bytes(), fresh.modified()));
        }
    }

    private boolean placed(Path path) {
        return made.getOrDefault(path.runDirectory(), Set.of()).contains(path.path().substring(0, path.path().indexOf('/')));
    }

    @Override
    public void delete(String runDirectory, String path) {
        made.getOrDefault(runDirectory, new HashSet<>()).remove(path);
        files(runDirectory).remove(path);
        below(runDirectory, path).clear();
    }

    @Override
    public List<FileFact> describe(String runDirectory, String path, int limit) {
        return below(runDirectory, path).entrySet().stream().limit(limit).map(file -> FileFact.of(file.getKey(), file.getValue().bytes())).toList();
    }

    /** {@inheritDoc} It sees no other file system. */
    @Override
    public Optional<String> unreadable(String path) {
        return Optional.empty();
    }

    /** Whether a file exists. */
    public boolean exists(String runDirectory, String path) {
        return files(runDirectory).containsKey(path);
    }

    /** When a file was last written or touched; empty when there is none. */
    public Optional<Instant> modified(String runDirectory, String path) {
        return Optional.ofNullable(files(runDirectory).get(path)).map(Content::modified);
    }

    /** When one of the files below a directory was last written or touched; empty when there is none. */
    public Optional<Instant> latest(String runDirectory, String directory) {
        return below(runDirectory, directory).values().stream().map(Content::modified).max(Comparator.naturalOrder());
    }

    private Map<String, Content> below(String runDirectory, String directory) {
        return files(runDirectory).subMap(directory + "/", directory + "0");
    }
}
