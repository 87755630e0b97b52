package assay.cli;

import assay.events.Origin;
import assay.events.RecipeEvent.RerunRequested;
import assay.events.RerunStep;
import assay.events.RunId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an old run again. */
@Command(name = "rerun", description = {"Run an old run again, as a new run with the recorded inputs of the old one.",
    "parse: the recipe is read again, with today's presets and profiles. schedule: the written-out recipe is taken over, planned and scripted anew. "
            + "run: the recorded scripts are taken over too, byte for byte. report: no run, only the report is made again."})
final class RerunCommand implements Callable<Integer> {
    private static final String REPORT = "report";
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private RunArgument run = new RunArgument();

    @Option(names = "--from", paramLabel = "STEP", defaultValue = "run", description = "The first step to be done anew: parse, schedule, run (default) or report.")
    private String from = "run";

    @Option(names = {"-o", "--output-dir"}, paramLabel = "DIR", description = "Where results go; new or empty (default: runs/RUN).")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private CarryThrough carried = new CarryThrough();

    @Override
    public Integer call() throws Exception {
        Optional<RerunStep> step = RerunStep.named(from);
        if (step.isEmpty() && !from.equals(REPORT)) {
            throw new MisuseException("no run can be repeated from '" + from + "' on; name parse, schedule, run or report");
        }
        Named original = run.named(server.connection());
        return step.isPresent() ? again(original, step.get()) : report(original);
    }

    /** What was measured stays as it is, so this makes no run. */
    private int report(Named original) throws IOException {
        Path directory = output.orElseGet(() -> ReportCommand.directory(original.id())).toAbsolutePath().normalize();
        OutputDirectory.make(directory);
        server.extension().report(original.log().events(original.id())).write(directory, Instant.now()).forEach(file -> System.out.println(Place.shown(file)));
        return ExitCode.DONE;
    }

    private int again(Named original, RerunStep step) throws Exception {
        original.log().imported().file(original.id()).ifPresent(file -> {
            throw new RefusedException("run " + original.shortId() + " is imported, and what is run again must stand in this log. Its recipe is in the file: "
                    + "`tar --zstd -xOf " + file.path() + " recipe.yaml > recipe.yaml`, and then `assay run recipe.yaml`");
        });
        RunId next = RecipeFile.newRun();
        Path results = RecipeFile.output(next, output);
        if (!original.connection().far() || output.isPresent()) {
            OutputDirectory.make(results);
        }
        RerunRequested request = new RerunRequested(original.id(), step.word(), results.toString(), RecipeFile.submitter());
        try (Session session = original.connection().session()) {
            return carried.through(session, with -> with.rerun(next, request), output);
        }
    }

    /** Which run another one repeats, for people. */
    static String words(Origin origin) {
        return "run " + origin.run() + " again, from " + origin.from() + " on";
    }
}
