package assay.gateway;

import assay.gateway.problem.ProblemKind;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** What does the operations of the contract. */
record Operations(RunOperations runs, AskOperations asking, ReportOperations reports, ScriptOperations scripts, LogOperations logs, OwnOperations own) {

    /** By the ids of the contract. */
    Map<String, Handler<RoutingContext>> byId() {
        Map<String, Handler<RoutingContext>> all = new LinkedHashMap<>();
        all.put("submitRun", asking::submit);
        all.put("rerunRun", asking::rerun);
        all.put("cancelRun", asking::cancel);
        all.put("listRuns", runs::list);
        all.put("getRun", runs::get);
        all.put("getPlan", runs::plan);
        all.put("listReport", reports::list);
        all.put("getReportFile", reports::get);
        all.put("listScripts", scripts::list);
        all.put("getScript", scripts::get);
        all.put("listLogs", logs::list);
        all.put("getLog", logs::get);
        all.put("getContract", own::contract);
        all.put("health", own::health);
        all.put("ready", own::ready);
        for (String following : new String[] {"runEvents", "runMetrics", "allEvents", "allMetrics"}) {
            all.put(following, context -> {
                throw ProblemKind.NOT_READY.because("this gateway does not follow yet");
            });
        }
        return all;
    }
}
