package assay.server;

import assay.cli.DataDirectoryOption;
import assay.cli.ExitCode;
import assay.cli.Json;
import assay.cli.MisuseException;
import assay.cli.OwnConnection;
import assay.cli.Terminal;
import assay.cluster.Cluster;
import assay.cluster.ClusterRefusedException;
import assay.cluster.ClusterSilentException;
import assay.cluster.Clusters;
import assay.events.recipe.Site;
import assay.parser.ProfileDirectory;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds strays, and ends them when told to. */
@Command(name = "gc", description = "Find jobs, processes and scratch of Assay's on a cluster that nobody looks after any more; --yes ends them. "
        + "What belongs to another log is ended only when the lease of its run has run out.")
final class GcCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Option(names = "--cluster", paramLabel = "NAME", defaultValue = "auto", description = "Where to look: auto (default), slurm, local, or a profile.")
    private String name = "auto";

    @Option(names = "--yes", description = "End the strays.")
    private boolean yes;

    @Option(names = "--json", description = "One JSON array: what was found or, with --yes, what is left.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Site site = site();
        try (Clusters clusters = Clusters.ofData(data.path())) {
            return collect(clusters.at(site.location()), List.of(site.scratch()));
        } catch (ClusterSilentException | ClusterRefusedException e) {
            System.err.println("assay: the cluster cannot be asked, so what is left there is not known: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private Site site() {
        try {
            return ProfileDirectory.of(System.getenv()).site(name);
        } catch (IllegalArgumentException e) {
            throw new MisuseException(e.getMessage());
        }
    }

    private int collect(Cluster cluster, List<String> scratchRoots) throws Exception {
        Bearers bearers = new Bearers(cluster, scratchRoots, () -> OwnLog.read(data.path()));
        List<Bearer> found = bearers.find();
        List<Bearer> strays = found.stream().filter(bearer -> bearer.standing().stray()).toList();
        if (!yes) {
            print(found);
            if (found.stream().anyMatch(bearer -> bearer.standing() == Standing.LOOKED_AFTER) && new OwnConnection(data.path(), new Hosting()).servers().live().isEmpty()) {
                say("no server works on " + data.path() + " now; the next one goes on with the unfinished runs: `assay watch RUN` starts it");
            }
            say(strays.isEmpty() ? "no strays" + (found.isEmpty() ? "" : "; all of these are looked after, or cannot be judged from here")
                    : count(strays) + "; `assay gc --yes` ends " + (strays.size() == 1 ? "it" : "them"));
            return ExitCode.DONE;
        }
        new Sweep(cluster, scratchRoots, GcCommand::say).end(strays);
        Set<String> ended = strays.stream().map(stray -> stray.token().value()).collect(Collectors.toSet());
        List<Bearer> left = strays.isEmpty() ? List.of() : bearers.find().stream().filter(bearer -> ended.contains(bearer.token().value())).toList();
        print(left);
        say(left.isEmpty() ? strays.isEmpty() ? "no strays" : count(strays) + " ended, nothing is left of "  + (strays.size() == 1 ? "it" : "them")
                : count(left) + " did not end within a minute: what is shown is left; try again, or ask the cluster's people about a job that stays");
        return left.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void print(List<Bearer> bearers) {
        BearerTable table = new BearerTable(bearers, Instant.now());
        if (json) {
            System.out.println(Json.text(table.objects()));
        } else if (!bearers.isEmpty()) {
            table.lines(Terminal.ofLauncher()).forEach(System.out::println);
        }
    }

    private static String count(List<Bearer> strays) {
        return strays.size() == 1 ? "1 stray" : strays.size() + " strays";
    }

    private static void say(String words) {
        System.err.println("assay: " + words);
    }
}
