package assay.cli;

import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a recipe and waits for its end. */
@Command(name = "run", description = "Run a recipe and wait for its report. Ctrl-C cancels the run and waits for its clean-up.")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private SubmissionOptions options = new SubmissionOptions();

    @Mixin
    private CarryThrough carried = new CarryThrough();

    @Option(names = "--foreground", description = "Keep everything in this process instead of a server in the background.")
    private boolean foreground;

    @Override
    public Integer call() throws Exception {
        RunId proposed = RecipeFile.newRun();
        if (foreground) {
            return here(proposed);
        }
        Connection connection = server.connection();
        options.refuseOutput(connection.far() && carried.detached());
        RecipeSubmitted submission = options.submission(proposed, connection.far());
        try (Session session = connection.session()) {
            return carried.through(session, with -> with.submit(proposed, submission), options.output());
        }
    }

    private int here(RunId proposed) throws Exception {
        if (carried.detached()) {
            throw new MisuseException("--detach leaves the run to a server in the background, which --foreground forbids; leave one of them out");
        }
        if (server.own("--foreground hosts the services here").servers().live().isPresent()) {
            throw new MisuseException("a server works on " + server.dataDirectory() + " already; leave --foreground out, or name another --data-dir");
        }
        RecipeSubmitted submission = options.submission(proposed, false);
        Logging.toFile(server.dataDirectory());
        System.err.println("assay: starting the services in this process, which takes some seconds");
        try (Extension.Hosted hosted = server.extension().host(server.dataDirectory()); Session session = KafkaSession.of(hosted.endpoint().settings())) {
            return carried.through(session, with -> with.submit(proposed, submission), options.output());
        }
    }
}
