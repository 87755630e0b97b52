package assay.loadgen.result;

import assay.loadgen.engine.LoadPlan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The load model with all its parameters, as it stands in the result. */
final class LoadText {
    private LoadText() {
    }

    static Map<String, Object> of(LoadPlan plan) {
        Map<String, Object> load = new LinkedHashMap<>();
        switch (plan.model()) {
            case LoadPlan.Closed closed -> {
                load.put("model", "closed");
                load.put("think_time_s", seconds(closed.think()));
            }
            case LoadPlan.Open open -> {
                load.put("model", "open");
                load.put("rate", open.rate().text());
                load.put("spacing", open.spacing().name().toLowerCase(Locale.ROOT));
            }
        }
        load.put("text", plan.model().text(plan.users()));
        load.put("users", plan.users());
        load.put("seed", plan.seed());
        load.put("warmup_s", seconds(plan.warmup()));
        load.put("window_s", seconds(plan.window()));
        load.put("drain_s", seconds(plan.drain()));
        load.put("timeout_s", seconds(plan.timeout()));
        load.put("event_loops", plan.lanes());
        return load;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
