package assay.server;

import assay.cli.CacheOptions;
import assay.cli.ExitCode;
import assay.cli.Json;
import assay.cli.MisuseException;
import assay.cli.Terminal;
import assay.cluster.ArtifactStore;
import assay.cluster.ArtifactStore.Holding;
import assay.cluster.ClusterRefusedException;
import assay.cluster.ClusterSilentException;
import assay.cluster.Clusters;
import assay.core.report.Numbers;
import assay.events.recipe.Site;
import assay.parser.ProfileDirectory;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The cache where staged things are kept, listed or rid of some of it as somebody asked. */
record Cache(CacheOptions asked) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{6,64}");

    /** Does it; gives the exit code. */
    int lookAfter(Path dataDirectory) {
        Duration age = asked.age();
        Site site = site();
        try (Clusters clusters = Clusters.ofData(dataDirectory)) {
            ArtifactStore store = clusters.at(site.location()).artifacts();
            List<Holding> all = store.holdings(site.cache());
            if (!asked.removes()) {
                print(all);
                return ExitCode.DONE;
            }
            return remove(store, site.cache(), chosen(all).stream().filter(holding -> !holding.used().isAfter(Instant.now().minus(age))).toList());
        } catch (ClusterRefusedException | ClusterSilentException | UncheckedIOException e) {
            System.err.println("assay: the cache cannot be looked at: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private Site site() {
        try {
            return ProfileDirectory.of(System.getenv()).site(asked.cluster());
        } catch (IllegalArgumentException e) {
            throw new MisuseException(e.getMessage());
        }
    }

    private void print(List<Holding> holdings) {
        HoldingTable table = new HoldingTable(holdings, Instant.now());
        if (asked.json()) {
            System.out.println(Json.text(table.objects()));
        } else {
            table.lines(Terminal.ofLauncher()).forEach(System.out::println);
        }
    }

    private List<Holding> chosen(List<Holding> all) {
        if (asked.removed().isEmpty()) {
            return all;
        }
        List<Holding> chosen = new ArrayList<>();
        for (String what : asked.removed()) {
            List<Holding> fits = all.stream().filter(holding -> fits(holding, what)).toList();
            if (fits.isEmpty()) {
                throw new MisuseException("nothing in the cache is '" + what + "'; `assay stage --list` shows what there is");
            }
            chosen.addAll(fits);
        }
        return chosen.stream().distinct().toList();
    }

    private static boolean fits(Holding holding, String what) {
        return holding.name().equals(what) || holding.references().contains(what) || DIGEST.matcher(what).matches() && holding.sha256().startsWith(what);
    }

    private static int remove(ArtifactStore store, String cache, List<Holding> holdings) {
        boolean all = true;
        long bytes = 0;
        for (Holding holding : holdings) {
            List<String> users = store.remove(holding.sha256(), cache);
            String name = holding.name() + ", sha256 " + holding.sha256();
            if (users.isEmpty()) {
                bytes += holding.bytes();
                System.out.println("removed " + name + ", " + Numbers.bytes(holding.bytes()));
            } else {
                all = false;
                System.err.println("assay: " + name + " stays: it is used by " + String.join(" and ", users) + "; remove it when that run is over");
            }
        }
        System.err.println("assay: " + Numbers.bytes(bytes) + " removed");
        return all ? ExitCode.DONE : ExitCode.FAILED;
    }
}
