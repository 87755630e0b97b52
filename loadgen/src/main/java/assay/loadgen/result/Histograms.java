package assay.loadgen.result;

import assay.loadgen.engine.Tally;
import assay.loadgen.engine.Timing;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Timings as they stand in the result: HdrHistogram V2, compressed, base64, in microseconds. */
final class Histograms {
    private Histograms() {
    }

    static Map<String, Object> of(Tally tally) {
        Map<String, Object> all = new LinkedHashMap<>();
        put(all, "latency", tally.response());
        put(all, "service_time", tally.service());
        put(all, "schedule_delay", tally.scheduleDelay());
        put(all, "pacing_delay", tally.pacingDelay());
        put(all, "ttft", tally.tokens().ttft());
        put(all, "tpot", tally.tokens().tpot());
        put(all, "itl", tally.tokens().itl());
        return all;
    }

    static Map<String, Object> kinds(Tally tally) {
        Map<String, Object> all = new LinkedHashMap<>();
        tally.kinds().forEach((kind, timing) -> put(all, kind, timing));
        return all;
    }

    private static void put(Map<String, Object> all, String name, Timing timing) {
        if (timing.count() > 0) {
            all.put(name, of(timing));
        }
    }

    private static Map<String, Object> of(Timing timing) {
        Histogram values = timing.values();
        Map<String, Object> its = new LinkedHashMap<>();
        its.put("unit", "us");
        its.put("count", timing.count());
        its.put("mean", values.getMean());
        its.put("min", values.getMinValue());
        its.put("max", values.getMaxValue());
        its.put("over_an_hour", timing.clamped());
        its.put("hdr", encoded(values));
        return its;
    }

    private static String encoded(Histogram values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.getNeededByteBufferCapacity());
        int length = values.encodeIntoCompressedByteBuffer(buffer);
        byte[] bytes = new byte[length];
        buffer.get(0, bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
