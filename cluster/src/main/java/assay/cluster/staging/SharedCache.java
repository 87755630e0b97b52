package assay.cluster.staging;

import assay.cluster.ArtifactStore;
import assay.cluster.command.LocalCommands;
import assay.cluster.files.Reasons;
import assay.events.recipe.Artifact.Source;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Artifacts on a file system that this machine shares with the jobs. Files and directories that are named by their path are used where they lie,
 * unless the order names a cache: then they are copied there like all else. Thread-safe.
 */
public final class SharedCache implements ArtifactStore {
    private final Path usual;
    private final Optional<Path> home;
    private final LocalCommands commands;
    private final Tool tool;
    private final UnderWay underWay = new UnderWay();

    private SharedCache(Path usual, Optional<Path> home, LocalCommands commands) {
        this.usual = usual;
        this.home = home;
        this.commands = commands;
        this.tool = new LocalTool(commands);
    }

    /**
     * A cache that lies below {@code XDG_CACHE_HOME}, else below {@code ~/.cache}, where an order names no other.
     *
     * @param environment of this user
     * @param home        the clone that Assay was started from, if it was
     */
    public static SharedCache of(Map<String, String> environment, Optional<Path> home) {
        Path given = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        Path caches = given.isAbsolute() ? given : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache");
        return new SharedCache(caches.resolve("assay"), home, new LocalCommands(environment));
    }

    /** The clone that the launcher names. */
    public static Optional<Path> launchedFrom() {
        return Optional.ofNullable(System.getProperty("assay.home")).map(Path::of);
    }

    @Override
    public Outcome stage(Order order) {
        try {
            if (!underWay.begin(order.owner())) {
                return new Outcome.Abandoned();
            }
            try {
                return staged(order);
            } finally {
                underWay.end(order.owner());
                Thread.interrupted();
            }
        } catch (UnavailableArtifactException e) {
            return e.permanent() ? new Outcome.Refused(e.getMessage(), e.hint()) : new Outcome.Failed(e.getMessage(), e.hint());
        } catch (InterruptedException e) {
            return new Outcome.Abandoned();
        } catch (IOException e) {
            return e instanceof InterruptedIOException || e instanceof ClosedByInterruptException || underWay.abandoned(order.owner()) ? new Outcome.Abandoned() : new Outcome.Failed(Reasons.of(e), "");
        }
    }

    private Outcome staged(Order order) throws IOException, InterruptedException, UnavailableArtifactException {
        Cache cache = cache(order);
        String reference = order.artifact().reference();
        Optional<Path> place = inPlace(order, cache);
        if (place.isPresent()) {
            return inPlace(order, cache, place.get());
        }
        Maker maker = maker(order, cache);
        Optional<Kept> kept = held(order, maker, cache);
        if (kept.isPresent()) {
            return outcome(kept.get(), true);
        }
        CacheLock lock = cache.lock(reference);
        try {
            Optional<Kept> meanwhile = held(order, maker, cache);
            return meanwhile.isPresent() ? outcome(meanwhile.get(), true) : outcome(used(order, made(reference, maker, cache), cache), false);
        } finally {
            lock.close();
        }
    }

    /** What is there, marked as used: who removes it looks at marks behind taking it away, so what is there behind the mark stays. */
    private static Optional<Kept> held(Order order, Maker maker, Cache cache) throws IOException, UnavailableArtifactException {
        String reference = order.artifact().reference();
        Optional<Kept> kept = cache.find(reference, maker.origin());
        if (kept.isPresent()) {
            used(order, kept.get(), cache);
            return cache.find(reference, maker.origin());
        }
        return kept;
    }

    private static Kept used(Order order, Kept kept, Cache cache) throws IOException {
        cache.uses().note(kept.sha256(), order.owner(), order.runDirectory());
        return kept;
    }

    private static Kept made(String reference, Maker maker, Cache cache) throws IOException, UnavailableArtifactException {
        Path workspace = cache.workspace(reference);
        try {
            Path made = maker.make(workspace);
            String sha256 = Content.at(made).sha256();
            Path place = cache.adopt(made, sha256);
            Content content = Content.at(place);
            String kind = maker.kind().isEmpty() ? kind(content) : maker.kind();
            return cache.note(new Kept(reference, kind, sha256, content.bytes(), place, maker.origin(), content.stamp()));
        } finally {
            Tree.remove(workspace);
        }
    }

    private static Outcome inPlace(Order order, Cache cache, Path place) throws IOException, UnavailableArtifactException {
        Content content = Content.at(place);
        String reference = order.artifact().reference();
        Optional<Kept> kept = cache.find(reference, content.stamp());
        if (kept.isPresent()) {
            return outcome(kept.get(), true);
        }
        String sha256 = content.sha256();
        if (!Content.at(place).stamp().equals(content.stamp())) {
            throw UnavailableArtifactException.thisTime(place + " was written to while it was read", "stage it when it is whole");
        }
        return outcome(cache.note(new Kept(reference, kind(content, order), sha256, content.bytes(), place, content.stamp(), content.stamp())), false);
    }

    @Override
    public Look look(Order order) {
        String kind = order.artifact().kind();
        try {
            Cache cache = cache(order);
            Optional<Path> place = inPlace(order, cache);
            if (place.isPresent()) {
                Content content = Content.at(place.get());
                boolean known = cache.find(order.artifact().reference(), content.stamp()).isPresent();
                return new Look(kind(content, order), known, content.bytes(), known ? "used where it lies" : "to be read for its digest, and used where it lies", "", "");
            }
            Maker maker = maker(order, cache);
            Optional<Kept> kept = cache.find(order.artifact().reference(), maker.origin());
            if (kept.isPresent()) {
                return new Look(kept.get().kind(), true, kept.get().bytes(), "in the cache", "", "");
            }
            Maker.Prospect prospect = maker.prospect();
            boolean elsewhere = order.fetcher().isPresent() && (order.artifact().source() instanceof Source.Image || order.artifact().source() instanceof Source.Download);
            return new Look(kind, false, prospect.bytes(), prospect.detail() + (elsewhere ? ", in a job of its own" : ""), "", "");
        } catch (UnavailableArtifactException e) {
            return new Look(kind, false, 0, "", e.getMessage(), e.hint());
        } catch (IOException e) {
            return new Look(kind, false, 0, "", Reasons.of(e), "");
        }
    }

    @Override
    public List<Holding> holdings(String directory) {
        Cache cache = cache(directory);
        try {
            List<Holding> holdings = new ArrayList<>();
            for (Path home : cache.homes()) {
                holdings.add(holding(home, cache));
            }
            return holdings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Holding holding(Path home, Cache cache) throws IOException {
        String sha256 = home.getFileName().toString();
        List<Kept> known = cache.leadingTo(home);
        Instant since = Files.getLastModifiedTime(home).toInstant();
        try (Stream<Path> files = Files.list(home)) {
            return new Holding(sha256, files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.joining(", ")),
                    known.stream().map(Kept::reference).toList(), Tree.bytes(home), since, cache.uses().last(sha256).orElse(since), cache.uses().users(sha256));
        }
    }

    @Override
    public List<String> remove(String sha256, String directory) {
        try {
            return cache(directory).remove(sha256);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void abandon(String owner) {
        underWay.abandon(owner);
    }

    @Override
    public void close() {
        commands.close();
    }

    private Cache cache(Order order) {
        return cache(order.cache());
    }

    private Cache cache(String directory) {
        return new Cache(directory.isEmpty() ? usual : Path.of(directory));
    }

    /** Where it is used as it lies. */
    private static Optional<Path> inPlace(Order order, Cache cache) {
        return order.artifact().source() instanceof Source.Place(var path) && (order.cache().isEmpty() || cache.holds(Path.of(path)))
                ? Optional.of(Path.of(path)) : Optional.empty();
    }

    private Maker maker(Order order, Cache cache) {
        Tool fetching = order.fetcher().<Tool>map(fetcher -> new FetchedTool(fetcher, cache, order.owner())).orElse(tool);
        return switch (order.artifact().source()) {
            case Source.Place(var path) -> new Copy(Path.of(path), path.endsWith(".sif") ? "image" : "");
            case Source.Image(var reference) -> new ImagePull(reference, fetching, cache.layers());
            case Source.Download(var address, var sha256) -> new Download(address, sha256, fetching);
            case Source.Loadgen loadgen -> new LoadgenFolder(home, tool);
        };
    }

    private static String kind(Content content, Order order) {
        return order.artifact().kind().equals("image") ? "image" : kind(content);
    }

    private static String kind(Content content) {
        return content.directory() ? "directory" : "file";
    }

    private static Outcome outcome(Kept kept, boolean cached) {
        return new Outcome.Staged(kept.kind(), kept.path().toString(), kept.sha256(), kept.bytes(), cached);
    }
}
