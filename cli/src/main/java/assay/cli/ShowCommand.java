package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Run;
import assay.events.ClusterJobId;
import assay.events.Origin;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows one run. */
@Command(name = "show", description = "Show one run: its jobs, how far they are, how it ended.")
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Mixin
    private RunArgument run = new RunArgument();

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Option(names = "--timing", description = "Show where the time went: of each job, and along the critical path.")
    private boolean timing;

    @Override
    public Integer call() throws Exception {
        Log log = Log.read(data.path());
        Run found = log.run(run.name());
        if (timing) {
            TimingText text = new TimingText(log.ids().of(found.id()), new RunTiming(found, log.events(found.id())));
            (json ? List.of(Json.text(text.object())) : text.lines()).forEach(System.out::println);
        } else if (json) {
            System.out.println(Json.text(object(found, new Moments(log.events(found.id())).origin())));
        } else {
            Snapshot snapshot = new Snapshot(found, log.events(found.id()), Map.of());
            String shortId = log.ids().of(found.id());
            RunPicture picture = new RunPicture(shortId, Console.shown(Path.of(found.submission().outputDirectory())),
                    Terminal.ofLauncher().present() ? Terminal.ofLauncher().columns() : Integer.MAX_VALUE);
            picture.lines(snapshot, Instant.now()).forEach(System.out::println);
            Console.tell(snapshot, shortId);
            log.imported().file(found.id()).ifPresent(file -> System.out.println("imported: " + file.path() + " holds its events and small files; the paths above are those of where it ran"));
        }
        return ExitCode.DONE;
    }

    private static Map<String, Object> object(Run run, Origin origin) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("run", run.id().value());
        object.put("requested", run.requestedAt().toString());
        object.put("state", ListCommand.state(run));
        object.put("outputDirectory", run.submission().outputDirectory());
        object.put("repeats", origin.run());
        object.put("repeatsFrom", origin.from());
        object.put("verdict", run.report().map(report -> report.verdict().name()).orElse(""));
        object.put("superseded", run.book().superseded());
        object.put("jobs", run.all().stream().map(ShowCommand::job).toList());
        return object;
    }

    private static Map<String, Object> job(Job job) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", job.name().value());
        object.put("kind", job.plan().kind().name());
        object.put("attempt", job.attempt());
        object.put("state", job.state().getClass().getSimpleName());
        object.put("clusterJob", clusterJob(job).map(ClusterJobId::value).orElse(""));
        object.put("clusterState", clusterState(job));
        return object;
    }

    private static Optional<ClusterJobId> clusterJob(Job job) {
        return switch (job.state()) {
            case JobState.Submitted s -> Optional.of(s.clusterJob());
            case JobState.Ended s -> s.clusterJob();
            case JobState.Planned s -> Optional.empty();
            case JobState.Scripted s -> Optional.empty();
            case JobState.Released s -> Optional.empty();
            case JobState.Intended s -> Optional.empty();
            case JobState.Refused s -> Optional.empty();
        };
    }

    private static String clusterState(Job job) {
        return switch (job.state()) {
            case JobState.Submitted s -> s.state().name();
            case JobState.Ended s -> s.event().state().name();
            case JobState.Planned s -> "";
            case JobState.Scripted s -> "";
            case JobState.Released s -> "";
            case JobState.Intended s -> "";
            case JobState.Refused s -> "";
        };
    }
}
