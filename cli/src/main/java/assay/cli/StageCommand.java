package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Brings to the cluster what a recipe's jobs need, and runs none of them. */
@Command(name = "stage", description = "Bring to the cluster what the jobs of a recipe need: images, models, data sets, the load generator. A later run finds them there. "
        + "--list and --remove look after what is kept.")
final class StageCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    @Mixin
    private CacheOptions cache = new CacheOptions();

    @Override
    public Integer call() throws Exception {
        return cache.asked() ? cache.carryOut(data.path()) : stage();
    }

    private int stage() throws Exception {
        RunId run = RecipeFile.newRun();
        RecipeSubmitted submission = recipe.submission(Mode.STAGE, RecipeFile.output(run));
        Servers servers = new Servers(data.path());
        try (Session session = Session.open(servers.liveOrStarted())) {
            Watch watch = new Watch(session, Optional.of(servers), run, ShortIds.alone(run), new StagingDisplay(System.out, System.err));
            watch.cancelOnInterrupt();
            session.publish(run, submission);
            Optional<Snapshot> over = watch.toTheEnd();
            over.ifPresent(StageCommand::tell);
            return over.filter(end -> !watch.interrupted()).map(end -> ExitCode.of(end.run(), false)).orElse(ExitCode.INTERRUPTED);
        }
    }

    private static void tell(Snapshot end) {
        if (ExitCode.of(end.run(), false) == ExitCode.DONE && end.run().staging().staged().isEmpty()) {
            System.out.println("nothing is to be staged for " + end.run().submission().sourceName());
        }
        Console.tell(end, ShortIds.alone(end.run().id()));
    }
}
