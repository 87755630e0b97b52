package assay.cli;

import assay.events.Origin;
import assay.events.RecipeEvent.RerunRequested;
import assay.events.RerunStep;
import assay.events.RunId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an old run again. */
@Command(name = "rerun", description = {"Run an old run again, as a new run with the recorded inputs of the old one.",
    "parse: the recipe is read again, with today's presets and profiles. schedule: the written-out recipe is taken over, planned and scripted anew. "
            + "run: the recorded scripts are taken over too, byte for byte."})
final class RerunCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Mixin
    private RunArgument run = new RunArgument();

    @Option(names = "--from", paramLabel = "STEP", defaultValue = "run", description = "The first step to be done anew: parse, schedule or run (default).")
    private String from = "run";

    @Option(names = {"-o", "--output-dir"}, paramLabel = "DIR", description = "Where results go; new or empty (default: runs/RUN).")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private CarryThrough carried = new CarryThrough();

    @Override
    public Integer call() throws Exception {
        String step = RerunStep.named(from).map(RerunStep::word)
                .orElseThrow(() -> new MisuseException("no run can be repeated from '" + from
                        + "' on; name parse, schedule or run. A report alone needs no new run: `assay report RUN --from-log` makes it anew"));
        Named original = run.named(data.path());
        original.log().imported().file(original.id()).ifPresent(file -> {
            throw new RefusedException("run " + original.shortId() + " is imported, and what is run again must stand in this log. Its recipe is in the file: "
                    + "`tar --zstd -xOf " + file.path() + " recipe.yaml > recipe.yaml`, and then `assay run recipe.yaml`");
        });
        RunId next = RecipeFile.newRun();
        Path results = output.orElse(RecipeFile.output(next)).toAbsolutePath().normalize();
        OutputDirectory.make(results);
        Servers servers = new Servers(data.path());
        try (Session session = Session.open(servers.liveOrStarted())) {
            return carried.through(session, Optional.of(servers), next, new RerunRequested(original.id(), step, results.toString(), RecipeFile.submitter()), results);
        }
    }

    /** Which run another one repeats, for people. */
    static String words(Origin origin) {
        return "run " + origin.run() + " again, from " + origin.from() + " on";
    }
}
