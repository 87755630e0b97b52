package assay.cli;

import assay.core.run.Run;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows a run until it is over. */
@Command(name = "watch", description = "Show a run until it is over; exits as `run` would. Ctrl-C leaves the run going.")
final class WatchCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Mixin
    private RunArgument run = new RunArgument();

    @Override
    public Integer call() throws Exception {
        try (Log log = Log.read(data)) {
            Run found = log.run(run.name());
            return new Watch(log.session(), found.id(), Path.of(found.submission().outputDirectory())).toTheEnd(false, false);
        }
    }
}
