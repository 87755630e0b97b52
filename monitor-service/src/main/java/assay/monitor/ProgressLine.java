package assay.monitor;

import assay.core.monitor.MonitorEffect.Job;
import assay.core.results.PgbenchProgress;
import assay.events.MetricEvent.ProgressReported;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line in which a client says how far it is: pgbench's text, or a line of JSON as loadgen writes one each second. Pure. */
final class ProgressLine {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> PHASES = List.of("warmup", "measure", "drain");
    private static final List<String> VALUES = List.of("failed", "blocked", "in_flight", "output_tokens", "passed_s");
    private static final double MICROS = 1_000_000;

    private ProgressLine() {
    }

    /** What it says; empty when it says nothing of the kind. */
    static Optional<ProgressReported> read(Job job, String line) {
        return job.progress().endsWith(".jsonl") ? ofJson(job, line) : PgbenchProgress.read(line)
                .filter(progress -> Double.isFinite(progress.tps()) && Double.isFinite(progress.seconds())).map(progress -> ofPgbench(job, progress));
    }

    private static ProgressReported ofPgbench(Job job, PgbenchProgress progress) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("tps", progress.tps());
        if (Double.isFinite(progress.latencyMs())) {
            values.put("latency_ms", progress.latencyMs());
        }
        values.put("failed", (double) progress.failed());
        return new ProgressReported(job.token().job(), "measure", job.repetition(), at(progress.seconds()), values);
    }

    private static Optional<ProgressReported> ofJson(Job job, String line) {
        try {
            JsonNode said = JSON.readTree(line);
            String phase = said.path("phase").asString("");
            return PHASES.contains(phase) && said.path("ok").isNumber() && said.path("at").isNumber()
                    ? Optional.of(new ProgressReported(job.token().job(), phase, job.repetition(), at(said.path("at").asDouble() / MICROS), values(said))) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Double> values(JsonNode said) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("tps", said.path("ok").asDouble());
        if (said.path("p99_ms").isNumber() && said.path("ok").asDouble() > 0) {
            values.put("p99_ms", said.path("p99_ms").asDouble());
        }
        VALUES.stream().filter(name -> said.path(name).isNumber()).forEach(name -> values.put(name, said.path(name).asDouble()));
        return values;
    }

    /** Clients say Unix time. */
    private static Instant at(double seconds) {
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }
}
