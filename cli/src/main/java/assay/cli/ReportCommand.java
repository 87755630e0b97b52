package assay.cli;

import assay.cli.Extension.Compared;
import assay.cli.Extension.Comparison;
import assay.cli.Extension.Remade;
import assay.cli.Watched.Snapshot;
import assay.core.run.Run;
import assay.events.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what a run's report says and where it is, or makes it again from the log. */
@Command(name = "report", description = "Tell what a run's report says and where it is; or make it again from the log alone.")
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private RunArgument run = new RunArgument();

    @Option(names = "--from-log", description = "Make the report again from the run's events alone: no cluster is asked, no file of the run is read. "
            + "What comes of it is compared with what was published.")
    private boolean fromLog;

    @Option(names = {"-o", "--output-dir"}, paramLabel = "DIR", description = "Where to put it, new or empty (default: RUN-report): what was made again, or with --server "
            + "the report with all files that it lists.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--verify", description = "With --from-log: exit with 70 unless every file equals the published one.")
    private boolean verify;

    @Override
    public Integer call() throws Exception {
        Connection connection = server.connection();
        if (!fromLog && (verify || output.isPresent() && !connection.far())) {
            throw new MisuseException("--output-dir and --verify belong to --from-log; without it the report stays where it is");
        }
        Log log = connection.log(run.name());
        Run found = log.run(run.name());
        return fromLog ? again(log, found) : tell(connection, log, found);
    }

    private int tell(Connection connection, Log log, Run found) throws IOException, InterruptedException {
        String shortId = log.ids().of(found.id());
        if (found.report().isEmpty()) {
            throw new MisuseException("run " + shortId + " has no report: " + (found.over() ? "nothing was submitted for it; `assay show " + shortId + "` says why"
                    : "it is not over; `assay watch " + shortId + "` waits for its end, and --from-log makes one of what there is"));
        }
        Snapshot end = new Snapshot(found, log.events(found.id()), Map.of());
        if (connection.far()) {
            return output.isPresent() ? fetched(connection, end, shortId, output.get().toAbsolutePath().normalize()) : told(end, shortId, connection.place(found));
        }
        told(end, shortId, connection.place(found));
        Path page = Path.of(found.submission().outputDirectory(), "report", "report.html");
        if (!Files.exists(page)) {
            System.err.println("assay: note: " + page + " is not there any more; `assay report " + shortId + " --from-log` makes it again");
        }
        return ExitCode.DONE;
    }

    private static int told(Snapshot end, String shortId, Place place) {
        Console.tell(end, shortId, place);
        return ExitCode.DONE;
    }

    private static int fetched(Connection connection, Snapshot end, String shortId, Path directory) throws IOException, InterruptedException {
        OutputDirectory.make(directory);
        try (Session session = connection.session()) {
            boolean all = session.fetch(end.run(), directory, words -> System.err.println("assay: " + words));
            told(end, shortId, Place.here(directory));
            return all ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    /** Where a report that is made again goes when nobody says where. */
    static Path directory(RunId run) {
        return Path.of(run + "-report");
    }

    private int again(Log log, Run found) throws IOException {
        Path directory = output.orElseGet(() -> directory(found.id())).toAbsolutePath().normalize();
        OutputDirectory.make(directory);
        Remade rebuild = server.extension().report(log.events(found.id()));
        rebuild.write(directory, Instant.now()).forEach(file -> System.out.println(Place.shown(file)));
        if (found.report().isEmpty()) {
            System.err.println("assay: note: nothing to compare with: no report of this run was published" + (found.over() ? "" : ", since it is not over"));
        }
        List<Compared> compared = found.report().map(rebuild::compare).orElse(List.of());
        compared.forEach(file -> System.out.println(file.name() + ": " + file.words()));
        boolean equal = !compared.isEmpty() && compared.stream().allMatch(file -> file.comparison() == Comparison.EQUAL);
        return verify && !equal ? ExitCode.OUR_BUG : ExitCode.DONE;
    }
}
