package assay.gateway;

import assay.events.Envelope;
import assay.events.JobEvent.JobScripted;
import assay.events.RunId;
import assay.gateway.problem.ProblemKind;
import assay.gateway.view.LogView;
import assay.gateway.view.RunHistories;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Hands out the scripts of jobs, byte for byte as they are submitted. */
final class ScriptOperations {
    private static final String TYPE = "text/x-shellscript";
    private final LogView view;
    private final RunHistories histories;

    /** A script as it is listed. */
    record JobScript(String job, long bytes, String sha256) {
        static JobScript of(JobScripted event) {
            return new JobScript(event.job().value(), event.script().getBytes(StandardCharsets.UTF_8).length, event.sha256());
        }
    }

    ScriptOperations(LogView view, RunHistories histories) {
        this.view = view;
        this.histories = histories;
    }

    void list(RoutingContext context) {
        Reply.with(context, scripts(run(context)), scripts -> Content.json(scripts.stream().map(JobScript::of).toList()).send(context));
    }

    void get(RoutingContext context) {
        RunId run = run(context);
        String job = Parameters.of(context).path("job");
        Reply.with(context, scripts(run).map(scripts -> scripts.stream().filter(script -> script.job().value().equals(job)).findFirst()
                .orElseThrow(() -> ProblemKind.NOT_FOUND.because("run " + run + " has no script of a job '" + job + "'; GET /v1/runs/" + run + "/scripts lists them").of(run.value()))),
                script -> Content.text(TYPE, script.script(), script.sha256()).sendUnlessKnown(context));
    }

    private RunId run(RoutingContext context) {
        return view.run(Parameters.of(context).path("id")).id();
    }

    private Future<List<JobScripted>> scripts(RunId run) {
        return histories.events(run).map(events -> events.stream().map(Envelope::event).filter(JobScripted.class::isInstance).map(JobScripted.class::cast).toList());
    }
}
