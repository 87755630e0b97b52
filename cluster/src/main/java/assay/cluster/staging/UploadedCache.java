package assay.cluster.staging;

import assay.cluster.ArtifactStore;
import assay.cluster.ClusterSilentException;
import assay.cluster.files.Reasons;
import assay.events.recipe.Artifact.Source;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Artifacts on a cluster elsewhere: what is pulled or built is so on this machine, into its own cache, and brought over once, by its digest. A path
 * means what lies there; what does not, but lies here, is brought over too. Thread-safe.
 */
public final class UploadedCache implements ArtifactStore {
    private static final String EXPECTED = "write the absolute path of a file or directory that is there";
    private final SharedCache here;
    private final FarCache there;
    private final UnderWay underWay = new UnderWay();

    /** Over a cache of this machine. */
    public UploadedCache(SharedCache here, FarCache there) {
        this.here = here;
        this.there = there;
    }

    @Override
    public Outcome stage(Order order) {
        try {
            Optional<FarCache.Lying> lying = lying(order);
            if (lying.isPresent()) {
                return staged(order, lying.get());
            }
            if (order.artifact().source() instanceof Source.Place(var path) && !Files.exists(Path.of(path))) {
                return new Outcome.Refused(nowhere(path), EXPECTED);
            }
            Outcome outcome = here.stage(here(order));
            return outcome instanceof Outcome.Staged made ? brought(order, made) : outcome;
        } catch (UnavailableArtifactException e) {
            return e.permanent() ? new Outcome.Refused(e.getMessage(), e.hint()) : new Outcome.Failed(e.getMessage(), e.hint());
        } catch (InterruptedIOException | InterruptedException e) {
            return new Outcome.Abandoned();
        } catch (IOException | ClusterSilentException e) {
            return underWay.abandoned(order.owner()) ? new Outcome.Abandoned() : new Outcome.Failed(reason(e), "");
        }
    }

    private static String reason(Exception failure) {
        return failure instanceof IOException io ? Reasons.of(io) : failure.getMessage();
    }

    /** Which needs no cache of the cluster: nothing of it is copied here. */
    private static Order here(Order order) {
        return new Order(order.owner(), order.artifact(), "");
    }

    private Optional<FarCache.Lying> lying(Order order) throws IOException {
        return order.artifact().source() instanceof Source.Place(var path) ? there.read(path, order.cache()) : Optional.empty();
    }

    private static Outcome staged(Order order, FarCache.Lying lying) {
        String path = ((Source.Place) order.artifact().source()).path();
        return new Outcome.Staged(order.artifact().kind().equals("image") ? "image" : kind(lying), path, lying.sha256(), lying.bytes(), lying.known());
    }

    private static String kind(FarCache.Lying lying) {
        return lying.directory() ? "directory" : "file";
    }

    private Outcome brought(Order order, Outcome.Staged made) throws IOException, InterruptedException, UnavailableArtifactException {
        Path source = Path.of(made.path());
        String name = source.getFileName().toString();
        there.use(made.sha256(), order);
        Optional<String> kept = there.kept(made.sha256(), name, order.cache());
        if (kept.isPresent()) {
            return new Outcome.Staged(made.kind(), kept.get(), made.sha256(), made.bytes(), true);
        }
        if (!underWay.begin(order.owner())) {
            return new Outcome.Abandoned();
        }
        try {
            Content content = Content.at(source);
            String place = there.upload(new FarCache.Load(name, made.sha256(), content.bytes(), content.files()), order.cache());
            return new Outcome.Staged(made.kind(), place, made.sha256(), made.bytes(), false);
        } finally {
            underWay.end(order.owner());
            Thread.interrupted();
        }
    }

    @Override
    public Look look(Order order) {
        String kind = order.artifact().kind();
        try {
            if (order.artifact().source() instanceof Source.Place(var path)) {
                Optional<FarCache.Lying> lying = there.find(path, order.cache());
                if (lying.isPresent() || !Files.exists(Path.of(path))) {
                    return lying.map(found -> look(kind, found)).orElseGet(() -> new Look(kind, false, 0, "", nowhere(path), EXPECTED));
                }
            }
            Look look = here.look(here(order));
            return look.obstacle().isEmpty() ? new Look(look.kind(), false, look.bytes(), look.detail() + "; brought to the cluster unless it is there", "", "") : look;
        } catch (IOException | ClusterSilentException e) {
            return new Look(kind, false, 0, "", reason(e), "");
        }
    }

    private static Look look(String kind, FarCache.Lying lying) {
        return new Look(kind.equals("image") ? kind : kind(lying), lying.known(), lying.bytes(),
                lying.known() ? "used where it lies" : "to be read for its digest, and used where it lies", "", "");
    }

    private static String nowhere(String path) {
        return "there is no " + path + " on the cluster, nor on the machine that Assay runs on";
    }

    /** {@inheritDoc} It is the cluster's cache; this machine's own is that of the cluster here. */
    @Override
    public List<Holding> holdings(String cache) {
        try {
            return there.holdings(cache);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> remove(String sha256, String cache) {
        try {
            return there.remove(sha256, cache);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void abandon(String owner) {
        here.abandon(owner);
        underWay.abandon(owner);
    }

    @Override
    public void close() {
        here.close();
    }
}
