package assay.server;

import assay.cli.DataDirectoryOption;
import assay.cli.ExitCode;
import assay.cli.MisuseException;
import assay.cluster.ssh.SshConfig;
import assay.cluster.ssh.SshLogin;
import assay.events.recipe.Site;
import assay.parser.ProfileDirectory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Logs in to a cluster where somebody can be asked, for the server that works in the background. */
@Command(name = "connect", description = "Log in to a cluster by ssh at this terminal, where a password or a second factor can be asked for. The server uses the connection; "
        + "unused, it ends after 8 hours.")
final class ConnectCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Parameters(paramLabel = "CLUSTER", description = "A profile with the key 'connect'.")
    private String name = "";

    @Option(names = "--end", description = "End the connection instead.")
    private boolean end;

    @Override
    public Integer call() throws Exception {
        SshLogin login = new SshLogin(SshConfig.standard(site().connect(), data.path()));
        if (end) {
            System.err.println("assay: " + (login.end() ? "the connection to " + name + " has ended" : "there was no connection to " + name));
            return ExitCode.DONE;
        }
        if (!login.begin()) {
            System.err.println("assay: there is no connection to " + name + "; what ssh says stands above");
            return ExitCode.FAILED;
        }
        System.err.println("assay: connected to " + name + "; `assay connect " + name + " --end` ends it");
        return ExitCode.DONE;
    }

    private Site site() {
        try {
            Site site = ProfileDirectory.of(System.getenv()).site(name);
            if (!site.connect().elsewhere()) {
                throw new MisuseException(name + " is had from this machine: no profile of that name says by 'connect' how it is reached");
            }
            return site;
        } catch (IllegalArgumentException e) {
            throw new MisuseException(e.getMessage());
        }
    }
}
