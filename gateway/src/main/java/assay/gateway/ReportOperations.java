package assay.gateway;

import assay.core.view.RunEntry;
import assay.events.Envelope;
import assay.events.FileFact;
import assay.events.JobEvent.ReportPublished;
import assay.events.JobEvent.RunRequested;
import assay.gateway.problem.ProblemKind;
import assay.gateway.view.LogView;
import assay.gateway.view.RunHistories;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Hands out the files of reports: those that the log lists, as long as they are what it lists. */
final class ReportOperations {
    private static final String FOLDER = "report/";
    private static final long LARGEST = 64L << 20;
    private final LogView view;
    private final RunHistories histories;
    private final WorkerExecutor workers;

    /** A file as it is listed. */
    record ReportFile(String name, long bytes, String sha256) {
        static ReportFile of(FileFact fact) {
            return new ReportFile(fact.path().startsWith(FOLDER) ? fact.path().substring(FOLDER.length()) : fact.path(), fact.bytes(), fact.sha256());
        }
    }

    /** A report where it lies. */
    private record Published(RunEntry run, Path directory, List<FileFact> files) {
    }

    ReportOperations(LogView view, RunHistories histories, WorkerExecutor workers) {
        this.view = view;
        this.histories = histories;
        this.workers = workers;
    }

    void list(RoutingContext context) {
        Reply.with(context, published(context), report -> Content.json(report.files().stream().map(ReportFile::of).toList()).send(context));
    }

    void get(RoutingContext context) {
        String name = Parameters.of(context).path("file");
        Reply.with(context, published(context).compose(report -> workers.executeBlocking(() -> read(report, name), false)), content -> content.sendWanted(context));
    }

    private Future<Published> published(RoutingContext context) {
        RunEntry run = view.run(Parameters.of(context).path("id"));
        return histories.events(run.id()).map(events -> published(run, events));
    }

    private static Published published(RunEntry run, List<Envelope> events) {
        ReportPublished report = events.stream().map(Envelope::event).filter(ReportPublished.class::isInstance).map(ReportPublished.class::cast).findFirst()
                .orElseThrow(() -> ProblemKind.NO_REPORT.because("run " + run.id() + " is " + run.state() + (run.ended()
                        ? "; a report follows only where something was submitted" : "; its report follows when it is over")).of(run.id().value()));
        RunRequested request = (RunRequested) events.getFirst().event();
        Path directory = Path.of(request.submission().outputDirectory()).normalize();
        return new Published(run, directory, report.artifacts().stream().filter(file -> lies(file, directory)).toList());
    }

    /** Whether a listed file lies in the output directory: nothing else is handed out, whoever wrote the log. */
    private static boolean lies(FileFact file, Path directory) {
        return !file.path().isEmpty() && directory.resolve(file.path()).normalize().startsWith(directory) && !Path.of(file.path()).isAbsolute();
    }

    private static Content read(Published report, String name) {
        FileFact fact = report.files().stream().filter(file -> ReportFile.of(file).name().equals(name)).findFirst()
                .orElseThrow(() -> ProblemKind.NOT_FOUND.because("the report of run " + report.run().id() + " has no file '" + name + "'; GET /v1/runs/"
                        + report.run().id() + "/report lists them").of(report.run().id().value()));
        Path path = report.directory().resolve(fact.path());
        try {
            byte[] bytes = fact.bytes() == Files.size(path) && fact.bytes() <= LARGEST ? Files.readAllBytes(path) : new byte[0];
            if (!FileFact.of(fact.path(), bytes).equals(fact)) {
                throw changed(report, path + " is not what was published any more");
            }
            return new Content(MediaTypes.of(name), Buffer.buffer(bytes), fact.sha256());
        } catch (IOException e) {
            throw changed(report, path + " cannot be read here (" + e + ")");
        }
    }

    private static RuntimeException changed(Published report, String what) {
        return ProblemKind.FILE_CHANGED.because(what + "; `assay rerun " + report.run().id() + " --from report` makes the report again from the log").of(report.run().id().value());
    }
}
