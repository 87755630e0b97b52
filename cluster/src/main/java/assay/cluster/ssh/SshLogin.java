package assay.cluster.ssh;

import assay.cluster.command.CommandResult.Ended;
import assay.cluster.command.LocalCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * A connection that is begun at a terminal, where ssh can ask for what the login needs, and shared from then on with whatever has the same
 * {@link SshConfig#owner}: a server in the background can ask nobody.
 */
public final class SshLogin {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private final SshConfig config;
    private final SshArguments arguments;

    /** Throws {@link IllegalArgumentException} as {@link SshCluster#open} does. */
    public SshLogin(SshConfig config) {
        this.config = config;
        this.arguments = new SshArguments(config.connect(), ControlSocket.of(config));
    }

    /** Has ssh log in, on this process's terminal; false when it could not, for a reason that it told there. */
    public boolean begin() throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(arguments.atTerminal()).inheritIO();
        builder.environment().clear();
        builder.environment().putAll(config.environment());
        try {
            return builder.start().waitFor() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException("ssh cannot be started: " + e.getMessage(), e);
        }
    }

    /** Ends what {@link #begin} left; false when there was nothing. */
    public boolean end() {
        try (LocalCommands here = new LocalCommands(config.environment())) {
            return here.run(arguments.exit(), LIMIT) instanceof Ended(var code, var out, var err) && code == 0;
        }
    }
}
