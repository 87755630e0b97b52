package assay.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Waits for a run's end in silence. */
@Command(name = "wait", description = "Wait for a run's end without a word; exits as `run` would.")
final class WaitCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private RunArgument run = new RunArgument();

    @Option(names = "--strict", description = "Exit with 2 when the verdict is SUSPECT.")
    private boolean strict;

    @Override
    public Integer call() throws Exception {
        return ExitCode.of(run.named(server.connection()).end(new NoDisplay(System.err)).run(), strict);
    }
}
