package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Run;
import assay.events.ClusterJobId;
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

    @Override
    public Integer call() throws Exception {
        try (Log log = Log.read(data)) {
            Run found = log.run(run.name());
            if (json) {
                System.out.println(Json.text(object(found)));
            } else {
                System.out.println(RunPicture.headline(found, Console.shown(Path.of(found.submission().outputDirectory()))));
                RunPicture.lines(new Snapshot(found, Map.of()), Instant.now()).forEach(System.out::println);
                Console.ending(found, List.of()).forEach(System.out::println);
            }
            return ExitCode.DONE;
        }
    }

    private static Map<String, Object> object(Run run) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("run", run.id().value());
        object.put("requested", run.requestedAt().toString());
        object.put("state", ListCommand.state(run));
        object.put("outputDirectory", run.submission().outputDirectory());
        object.put("verdict", run.report().map(report -> report.verdict().name()).orElse(""));
        object.put("superseded", run.book().superseded());
        object.put("jobs", run.all().stream().map(ShowCommand::job).toList());
        return object;
    }

    private static Map<String, Object> job(Job job) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", job.name().value());
        object.put("kind", job.plan().kind().name());
        object.put("state", job.state().getClass().getSimpleName());
        object.put("clusterJob", clusterJob(job).map(ClusterJobId::value).orElse(""));
        object.put("clusterState", clusterState(job));
        return object;
    }

    private static Optional<ClusterJobId> clusterJob(Job job) {
        return switch (job.state()) {
            case JobState.Submitted s -> Optional.of(s.clusterJob());
            case JobState.Ended s -> s.clusterJob();
            case JobState s -> Optional.empty();
        };
    }

    private static String clusterState(Job job) {
        return switch (job.state()) {
            case JobState.Submitted s -> s.state().name();
            case JobState.Ended s -> s.event().state().name();
            case JobState s -> "";
        };
    }
}
