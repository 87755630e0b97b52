package assay.server;

import assay.cli.ExitCode;
import assay.cli.OwnConnection;
import assay.cli.RefusedException;
import assay.cli.Servers;
import assay.events.RunId;
import assay.log.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Ends the server of a data directory. */
@Command(name = "stop", description = "End the server of the data directory. It ends by itself when it was idle for a while.")
final class ServerStopCommand implements Callable<Integer> {
    @ParentCommand
    private ServerCommand server = new ServerCommand();

    @Option(names = "--force", description = "Also when runs are under way: the next server goes on with them; without one their jobs end when their lease runs out.")
    private boolean force;

    @Override
    public Integer call() throws Exception {
        Path directory = server.dataDirectory();
        Servers servers = new OwnConnection(directory, new Hosting()).servers();
        Optional<Endpoint> live = servers.live();
        if (live.isEmpty()) {
            System.err.println("assay: no server works on " + directory);
            return ExitCode.DONE;
        }
        List<RunId> busy = servers.unfinished(live.get());
        if (!busy.isEmpty() && !force) {
            throw new RefusedException("the server has unfinished runs: " + Servers.named(busy) + "; `assay watch RUN` waits for one, `assay cancel RUN` ends one, "
                    + "--force stops the server all the same");
        }
        Servers.end(live.get());
        System.err.println("assay: the server (pid " + live.get().pid() + ") has ended"
                + (busy.isEmpty() ? "" : "; the next command that needs a server goes on with " + Servers.named(busy)));
        return ExitCode.DONE;
    }
}
