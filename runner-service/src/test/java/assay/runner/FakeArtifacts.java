package assay.runner;

import assay.cluster.ArtifactStore;
import java.util.ArrayList;
import java.util.List;

/** Stages what a test says, and notes who was abandoned. */
final class FakeArtifacts implements ArtifactStore {
    final List<Order> orders = new ArrayList<>();
    final List<String> abandoned = new ArrayList<>();
    Outcome outcome = new Outcome.Staged("file", "/cache/1", "ab".repeat(32), 7, false);
    Look look = new Look("file", false, 7, "to be copied", "", "");

    @Override
    public Outcome stage(Order order) {
        orders.add(order);
        return outcome;
    }

    @Override
    public Look look(Order order) {
        orders.add(order);
        return look;
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
        // Nothing is under way.
    }
}
