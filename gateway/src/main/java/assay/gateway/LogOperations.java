package assay.gateway;

import assay.cluster.Cluster;
import assay.core.view.RunFiles;
import assay.events.RunId;
import assay.events.recipe.Location;
import assay.gateway.RunLogs.JobLog;
import assay.gateway.problem.ProblemException;
import assay.gateway.problem.ProblemKind;
import assay.gateway.stream.Streams;
import assay.gateway.view.LogView;
import assay.gateway.view.RunHistories;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/** Hands out the logs of jobs, piece by piece as fast as they are taken. */
final class LogOperations {
    private static final int PIECE = 1 << 20;
    private final LogView view;
    private final RunHistories histories;
    private final Function<Location, Cluster> clusters;
    private final WorkerExecutor workers;
    private final Streams streams;

    /** A log with what reads it. */
    private record Found(RunLogs logs, JobLog log) {
    }

    LogOperations(LogView view, RunHistories histories, Function<Location, Cluster> clusters, WorkerExecutor workers, Streams streams) {
        this.view = view;
        this.histories = histories;
        this.clusters = clusters;
        this.workers = workers;
        this.streams = streams;
    }

    void list(RoutingContext context) {
        Reply.with(context, logs(run(context)).compose(logs -> workers.executeBlocking(logs::list, false)), logs -> Content.json(logs).send(context));
    }

    void get(RoutingContext context) {
        RunId run = run(context);
        String file = Parameters.of(context).path("file");
        boolean follows = Parameters.of(context).flag("follow") && !context.request().method().equals(HttpMethod.HEAD);
        Reply.with(context, logs(run).compose(logs -> workers.executeBlocking(() -> new Found(logs, logs.find(file).orElseThrow(() -> none(run, file))), false)), found -> {
            if (follows) {
                streams.log(context, new GrowingLog(view, run, found.logs().attempt(found.log()), found.logs(), found.log()), found.logs().pace());
            } else {
                send(context, found);
            }
        });
    }

    private RunId run(RoutingContext context) {
        return view.run(Parameters.of(context).path("id")).id();
    }

    private Future<RunLogs> logs(RunId run) {
        return histories.events(run).map(events -> new RunLogs(events.isEmpty() ? RunFiles.NONE : RunFiles.of(events), clusters));
    }

    private static ProblemException none(RunId run, String file) {
        return ProblemKind.NOT_FOUND.because("run " + run + " has no log '" + file + "'; GET /v1/runs/" + run + "/logs lists them").of(run.value());
    }

    private void send(RoutingContext context, Found found) {
        long length = found.log().bytes();
        HttpServerResponse response = context.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8").putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        ByteRange.Part part = switch (ByteRange.of(context.request().getHeader("Range"), length)) {
            case ByteRange.Whole() -> new ByteRange.Part(0, length - 1);
            case ByteRange.Part wanted -> {
                response.setStatusCode(206).putHeader(HttpHeaders.CONTENT_RANGE, wanted.words(length));
                yield wanted;
            }
            case ByteRange.None() -> throw Content.none(length);
        };
        response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(part.last() - part.first() + 1));
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            Reply.with(context, pieces(response, found, part), done -> {
            });
        }
    }

    private Future<Void> pieces(HttpServerResponse response, Found found, ByteRange.Part part) {
        if (part.first() > part.last()) {
            return response.end();
        }
        int wanted = (int) Math.min(PIECE, part.last() - part.first() + 1);
        return workers.executeBlocking(() -> found.logs().read(found.log(), part.first(), wanted).orElse(new byte[0]), false).compose(bytes -> bytes.length == 0
                ? Future.failedFuture(ProblemKind.FILE_CHANGED.because("the log " + found.log().file() + " is shorter than it was"))
                : response.write(Buffer.buffer(bytes)).compose(written -> pieces(response, found, new ByteRange.Part(part.first() + bytes.length, part.last()))));
    }
}
