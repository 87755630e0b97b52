package assay.cli;

import assay.cli.Watched.Snapshot;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows a run until it is over. */
@Command(name = "watch", description = "Show a run until it is over; exits as `run` would. Ctrl-C leaves the run going.")
final class WatchCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private RunArgument run = new RunArgument();

    @Option(names = "--strict", description = "Exit with 2 when the verdict is SUSPECT.")
    private boolean strict;

    @Override
    public Integer call() throws Exception {
        Named named = run.named(server.connection());
        Snapshot end = named.end(Console.display(named.shortId(), named.place()));
        Console.tell(end, named.shortId(), named.place());
        return ExitCode.of(end.run(), strict);
    }
}
