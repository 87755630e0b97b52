package assay.cluster.ssh;

import assay.cluster.Cluster;
import assay.events.recipe.Connect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How a cluster elsewhere is reached.
 *
 * @param connect      where, and by which options of ssh
 * @param environment  what ssh inherits: its {@code PATH}, home and agent
 * @param owner        the directory of whoever connects: its connection is shared by all commands of this directory, and by no others
 * @param commandLimit how long one command may take there
 */
public record SshConfig(Connect connect, Map<String, String> environment, Path owner, Duration commandLimit) {
    public SshConfig {
        environment = Map.copyOf(environment);
    }

    /** With this process's environment and the usual limit. */
    public static SshConfig standard(Connect connect, Path owner) {
        return new SshConfig(connect, System.getenv(), owner, Cluster.COMMAND_LIMIT);
    }

    @Override
    public String toString() {
        return "SshConfig[connect=" + connect + ", owner=" + owner + ", commandLimit=" + commandLimit + "]";
    }
}
