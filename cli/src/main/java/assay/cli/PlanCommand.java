package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.events.JobEvent.JobScripted;
import assay.events.Problem;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plans a run and shows the plan; nothing is submitted, and nothing is left on the cluster. */
@Command(name = "plan", description = "Show what a run would do: its jobs, what they may cost, and what the cluster says to them. Nothing is submitted.")
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    @Option(names = {"-o", "--output-dir"}, paramLabel = "DIR", description = "Write every job's script there, as DIR/JOB.sh; new or empty.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        RunId proposed = RecipeFile.newRun();
        RecipeSubmitted submission = recipe.submission(Mode.PLAN, RecipeFile.output(proposed, output));
        output.ifPresent(OutputDirectory::make);
        try (Session session = server.connection().session()) {
            Interruption interruption = Interruption.begin();
            RunId run = session.submit(proposed, submission);
            Watch watch = new Watch(session, run, ShortIds.alone(run), new NoDisplay(System.err));
            watch.cancelOn(interruption);
            Optional<Snapshot> over = watch.toTheEnd();
            return over.isPresent() ? told(over.get()) : ExitCode.INTERRUPTED;
        } finally {
            output.ifPresent(OutputDirectory::removeIfEmpty);
        }
    }

    private int told(Snapshot end) throws IOException {
        int code = ExitCode.of(end.run(), false);
        Optional<PlanText> plan = code != ExitCode.DONE ? Optional.empty()
                : Forecast.of(end.run(), end.events()).map(forecast -> new PlanText(forecast, Terminal.ofLauncher()));
        if (json) {
            List<String> problems = new Moments(end.events()).problems().stream().map(Problem::toString).toList();
            System.out.println(Json.text(plan.map(PlanText::object).orElse(Map.of("problems", problems))));
        } else {
            plan.map(PlanText::lines).orElse(Console.ending(end, ShortIds.alone(end.run().id()), server.connection().place(end.run()))).forEach(System.out::println);
        }
        if (plan.isPresent() && output.isPresent()) {
            write(plan.get().forecast(), output.get());
        }
        return code;
    }

    private static void write(Forecast forecast, Path directory) throws IOException {
        for (Forecast.Outlook outlook : forecast.jobs()) {
            JobScripted script = outlook.script();
            Files.write(directory.resolve(script.job() + ".sh"), script.script().getBytes(StandardCharsets.UTF_8));
        }
        System.err.println("assay: " + forecast.jobs().size() + " scripts are in " + Place.shown(directory.toAbsolutePath().normalize()));
    }
}
