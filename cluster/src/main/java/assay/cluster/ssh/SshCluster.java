package assay.cluster.ssh;

import assay.cluster.Cluster;
import assay.cluster.ClusterSilentException;
import assay.cluster.slurm.CommandEnvironment;
import assay.cluster.slurm.SlurmCluster;
import assay.cluster.slurm.SlurmParts;
import assay.cluster.staging.SharedCache;
import assay.cluster.staging.UploadedCache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts a Slurm together that is reached by ssh: the same class as Slurm here, made of other parts. */
public final class SshCluster {
    private SshCluster() {
    }

    /**
     * Connects to nothing yet.
     *
     * @throws IllegalArgumentException when ssh would be given something else than a host and plain options
     * @throws UncheckedIOException     when there is no place for the socket of the connection
     */
    public static Cluster open(SshConfig config) {
        Connection connection = new Connection(config, program());
        Sessions sessions = new Sessions(connection);
        return SlurmCluster.of(new SlurmParts(new RemoteCommands(sessions), config.commandLimit(), new SshStore(sessions), new UploadedCache(SharedCache.of(config.environment(), SharedCache.launchedFrom()), new SshCache(connection, sessions)),
                new SshTraces(sessions), moment -> there(sessions, moment), Map.of("reached by", "ssh " + config.connect().ssh())));
    }

    /** What a session reads first: the environment of Slurm's commands, what requests call, and the answering of requests. */
    static String program() {
        return CommandEnvironment.cleaning() + Stream.of("store.sh", "traces.sh", "cache.sh", "holdings.sh", "session.sh").map(SshCluster::text).collect(Collectors.joining("\n"));
    }

    static String text(String name) {
        try (InputStream text = SshCluster.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The other clock was read before the answer was here, so what is left until the moment is rather less by it. */
    private static Instant there(Sessions sessions, Instant moment) {
        try {
            String millis = sessions.quick(Request.of("date +%s%3N"), Cluster.COMMAND_LIMIT).text().strip();
            return Instant.ofEpochMilli(Long.parseLong(millis)).plus(Duration.between(Instant.now(), moment));
        } catch (BrokenOffException | NumberFormatException e) {
            throw new ClusterSilentException("the clock there cannot be read: " + e.getMessage());
        }
    }
}
