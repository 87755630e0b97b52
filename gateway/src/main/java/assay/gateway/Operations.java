package assay.gateway;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** What does the operations of the contract. */
record Operations(RunOperations runs, AskOperations asking, ReportOperations reports, ScriptOperations scripts, LogOperations logs, FollowOperations following,
        OwnOperations own) {

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
        all.put("runEvents", following::events);
        all.put("runMetrics", following::metrics);
        all.put("allEvents", following.streams()::allEvents);
        all.put("allMetrics", following.streams()::allMetrics);
        return all;
    }
}
