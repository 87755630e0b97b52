package assay.testkit;

import assay.cluster.ArtifactStore;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Artifacts that are where the jobs find them as soon as somebody has them staged. Confined to one thread. */
public final class InMemoryArtifacts implements ArtifactStore {
    private final Function<Order, Outcome> fates;
    private final Map<String, String> places = new LinkedHashMap<>();
    private final Set<String> abandoned = new HashSet<>();

    /** With what comes of each order; what is staged is there from then on. */
    public InMemoryArtifacts(Function<Order, Outcome> fates) {
        this.fates = fates;
    }

    /** What comes of an order that goes well. */
    public static Outcome.Staged well(Order order) {
        return new Outcome.Staged(order.artifact().kind(), "/cache/" + order.artifact().reference().hashCode(), "ab".repeat(32), 1, false);
    }

    @Override
    public Outcome stage(Order order) {
        if (abandoned.contains(order.owner())) {
            return new Outcome.Abandoned();
        }
        Outcome outcome = fates.apply(order);
        if (outcome instanceof Outcome.Staged staged) {
            places.put(order.artifact().reference(), staged.path());
        }
        return outcome;
    }

    @Override
    public Look look(Order order) {
        return new Look(order.artifact().kind(), places.containsKey(order.artifact().reference()), 1, "in memory", "", "");
    }

    /** Whether something lies at a place that a job was told. */
    public boolean present(String path) {
        return places.containsValue(path);
    }

    @Override
    public List<Holding> holdings(String cache) {
        return List.of();
    }

    @Override
    public List<String> remove(String sha256, String cache) {
        return List.of();
    }

    @Override
    public void abandon(String owner) {
        abandoned.add(owner);
    }

    @Override
    public void close() {
        places.clear();
    }
}
