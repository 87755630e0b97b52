package assay.runner;

import assay.cluster.RemoteStore;
import assay.events.FileFact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** Run directories in memory, which can be taken away or made to refuse. */
final class FakeStore implements RemoteStore {
    private final Map<String, byte[]> files = new ConcurrentSkipListMap<>();
    private final Set<String> directories = new HashSet<>();
    /** Run directories with all that jobs need, each with a stroke at its end. */
    final Set<String> furnished = new HashSet<>();
    /** Every use of a path that begins with one of these is refused. */
    final Set<String> broken = new HashSet<>();

    @Override
    public void create(String runDirectory) {
        if (!runDirectory.startsWith("/")) {
            throw new IllegalArgumentException("Expected the absolute path of a run directory, but found '" + runDirectory + "'");
        }
        refuse(runDirectory);
        directories.add(runDirectory);
    }

    @Override
    public void furnish(String runDirectory) {
        furnished.add(existing(runDirectory, ""));
    }

    /** Somebody removes the run directory. */
    void vanish(String runDirectory) {
        directories.remove(runDirectory);
        files.keySet().removeIf(path -> path.startsWith(runDirectory + "/"));
    }

    @Override
    public Optional<Duration> age(String runDirectory, String path) {
        return has(runDirectory, path) ? Optional.of(Duration.ZERO) : Optional.empty();
    }

    void write(String runDirectory, String path, String text) {
        files.put(runDirectory + "/" + path, text.getBytes(StandardCharsets.UTF_8));
    }

    String text(String runDirectory, String path) {
        return new String(files.get(runDirectory + "/" + path), StandardCharsets.UTF_8);
    }

    boolean has(String runDirectory, String path) {
        return files.keySet().stream().anyMatch(file -> file.equals(runDirectory + "/" + path) || file.startsWith(runDirectory + "/" + path + "/"));
    }

    private String place(String runDirectory, String path) {
        refuse(runDirectory + "/" + path);
        return runDirectory + "/" + path;
    }

    private void refuse(String place) {
        if (broken.stream().anyMatch(place::startsWith)) {
            throw new UncheckedIOException("Could not use " + place + ": no space is left", new IOException("no space is left"));
        }
    }

    private String existing(String runDirectory, String path) {
        if (!directories.contains(runDirectory)) {
            throw new UncheckedIOException("Could not write " + runDirectory + "/" + path + ": there is no such run directory", new IOException("gone"));
        }
        return place(runDirectory, path);
    }

    @Override
    public void put(String runDirectory, String path, byte[] bytes, Mode mode) {
        files.put(existing(runDirectory, path), bytes);
    }

    @Override
    public boolean putIfAbsent(String runDirectory, String path, byte[] bytes, Mode mode) {
        return files.putIfAbsent(existing(runDirectory, path), bytes) == null;
    }

    @Override
    public Optional<byte[]> get(String runDirectory, String path, long offset, int limit) {
        return Optional.ofNullable(files.get(place(runDirectory, path))).map(bytes -> {
            int from = (int) (offset < 0 ? Math.max(0, bytes.length + offset) : Math.min(offset, bytes.length));
            return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + limit));
        });
    }

    @Override
    public List<Found> news(List<Watch> watches) {
        List<Found> found = new ArrayList<>();
        for (Watch watch : watches) {
            String directory = watch.runDirectory() + "/" + watch.directory() + "/";
            files.forEach((path, bytes) -> {
                if (path.startsWith(directory) && !watch.known().contains(path.substring(directory.length()))) {
                    found.add(new Found(watch.runDirectory(), path.substring(directory.length()), bytes));
                }
            });
        }
        return found;
    }

    @Override
    public void touch(List<Path> paths) {
        paths.forEach(path -> put(path.runDirectory(), path.path(), new byte[0], Mode.NORMAL));
    }

    @Override
    public void delete(String runDirectory, String path) {
        String place = place(runDirectory, path);
        files.keySet().removeIf(file -> file.equals(place) || file.startsWith(place + "/"));
    }

    @Override
    public Optional<String> unreadable(String path) {
        return broken.contains(path) ? Optional.of("it is not there") : Optional.empty();
    }

    @Override
    public List<FileFact> describe(String runDirectory, String path, int limit) {
        String place = place(runDirectory, path);
        return files.entrySet().stream().filter(file -> file.getKey().equals(place) || file.getKey().startsWith(place + "/")).limit(limit)
                .map(file -> FileFact.of(file.getKey().substring(runDirectory.length() + 1), file.getValue())).toList();
    }
}
