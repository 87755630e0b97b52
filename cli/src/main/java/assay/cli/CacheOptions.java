package assay.cli;

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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What is asked of the cache where staged things are kept: to list it, or to remove some of it. */
final class CacheOptions {
    private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([smhd])");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{6,64}");

    @Option(names = "--list", description = "Lists what is kept, and stages nothing.")
    private boolean list;

    @Option(names = "--remove", paramLabel = "WHAT", description = "Removes what has this digest, or its beginning, this name, or was staged as this reference; may be repeated. What a run uses stays.")
    private List<String> remove = List.of();

    @Option(names = "--unused-for", paramLabel = "AGE", description = "Removes what nobody asked for so long, as 30d or 12h; beside --remove only of that.")
    private Optional<String> unusedFor = Optional.empty();

    @Option(names = "--cluster", paramLabel = "NAME", defaultValue = "auto", description = "Whose cache is listed: auto (default), slurm, local, or a profile.")
    private String cluster = "auto";

    @Option(names = "--json", description = "With --list: one JSON array.")
    private boolean json;

    /** Whether anything of this is asked for. */
    boolean asked() {
        return list || removes();
    }

    private boolean removes() {
        return !remove.isEmpty() || unusedFor.isPresent();
    }

    /** Does it; gives the exit code. */
    int carryOut(Path dataDirectory) {
        Duration age = unusedFor.map(CacheOptions::age).orElse(Duration.ZERO);
        Site site = site();
        try (Clusters clusters = Clusters.ofData(dataDirectory)) {
            ArtifactStore store = clusters.at(site.location()).artifacts();
            List<Holding> all = store.holdings(site.cache());
            if (!removes()) {
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
            return ProfileDirectory.of(System.getenv()).site(cluster);
        } catch (IllegalArgumentException e) {
            throw new MisuseException(e.getMessage());
        }
    }

    private static Duration age(String text) {
        Matcher matcher = AGE.matcher(text);
        if (!matcher.matches()) {
            throw new MisuseException("--unused-for: expected an age such as 30d or 12h, but found '" + text + "'");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "d" -> Duration.ofDays(number);
            case "h" -> Duration.ofHours(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofSeconds(number);
        };
    }

    private void print(List<Holding> holdings) {
        HoldingTable table = new HoldingTable(holdings, Instant.now());
        if (json) {
            System.out.println(Json.text(table.objects()));
        } else {
            table.lines(Terminal.ofLauncher()).forEach(System.out::println);
        }
    }

    private List<Holding> chosen(List<Holding> all) {
        if (remove.isEmpty()) {
            return all;
        }
        List<Holding> chosen = new ArrayList<>();
        for (String what : remove) {
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
