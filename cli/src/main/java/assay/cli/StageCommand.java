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
    private ServerOptions server = new ServerOptions();

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    @Mixin
    private CacheOptions cache = new CacheOptions();

    @Override
    public Integer call() throws Exception {
        return cache.asked() ? server.extension().lookAfter(cache, server.own("--list and --remove look after a cache from here").dataDirectory()) : stage();
    }

    private int stage() throws Exception {
        RunId proposed = RecipeFile.newRun();
        RecipeSubmitted submission = recipe.submission(Mode.STAGE, RecipeFile.output(proposed, Optional.empty()));
        try (Session session = server.connection().session()) {
            Interruption interruption = Interruption.begin();
            RunId run = session.submit(proposed, submission);
            Watch watch = new Watch(session, run, ShortIds.alone(run), new StagingDisplay(System.out, System.err));
            watch.cancelOn(interruption);
            Optional<Snapshot> over = watch.toTheEnd();
            over.ifPresent(this::tell);
            return over.filter(end -> !interruption.happened()).map(end -> ExitCode.of(end.run(), false)).orElse(ExitCode.INTERRUPTED);
        }
    }

    private void tell(Snapshot end) {
        if (ExitCode.of(end.run(), false) == ExitCode.DONE && end.run().staging().staged().isEmpty()) {
            System.out.println("nothing is to be staged for " + end.run().submission().sourceName());
        }
        Console.tell(end, ShortIds.alone(end.run().id()), server.connection().place(end.run()));
    }
}
