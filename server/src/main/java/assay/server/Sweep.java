package assay.server;

import assay.cluster.Cluster;
import assay.cluster.Cluster.Trace;
import assay.cluster.Cluster.Trace.Kind;
import assay.cluster.ClusterRefusedException;
import assay.events.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Ends strays: first their jobs, so that these may end in order, then processes, then scratch that nobody holds. */
final class Sweep {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(200);
    private final Cluster cluster;
    private final List<String> scratchRoots;
    private final Consumer<String> say;

    Sweep(Cluster cluster, List<String> scratchRoots, Consumer<String> say) {
        this.cluster = cluster;
        this.scratchRoots = List.copyOf(scratchRoots);
        this.say = say;
    }

    /** Returns when they have ended, or will not within a minute. */
    void end(List<Bearer> strays) throws Exception {
        Set<Token> tokens = strays.stream().map(Bearer::token).collect(Collectors.toUnmodifiableSet());
        strays.stream().flatMap(Bearer::refs).forEach(cluster::cancel);
        strays.stream().filter(stray -> stray.jobs().isEmpty()).flatMap(stray -> stray.traces(Kind.SUPERVISOR).stream()).forEach(cluster::end);
        await(() -> cluster.jobs().stream().allMatch(job -> job.state().terminal() || Token.read(job.name()).filter(tokens::contains).isEmpty())
                && traces(tokens, Kind.SUPERVISOR).isEmpty());
        traces(tokens, Kind.PROCESS).forEach(cluster::end);
        await(() -> traces(tokens, Kind.PROCESS).isEmpty());
        traces(tokens, Kind.SCRATCH).forEach(this::remove);
    }

    private List<Trace> traces(Set<Token> tokens, Kind kind) {
        return cluster.traces(scratchRoots).stream().filter(trace -> trace.kind() == kind && tokens.contains(trace.token())).toList();
    }

    private void remove(Trace scratch) {
        try {
            cluster.end(scratch);
        } catch (ClusterRefusedException e) {
            say.accept(e.getMessage());
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        Instant limit = Instant.now().plus(PATIENCE);
        while (!condition.call() && Instant.now().isBefore(limit)) {
            Thread.sleep(LOOK);
        }
    }
}
