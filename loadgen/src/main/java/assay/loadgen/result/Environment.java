package assay.loadgen.result;

import assay.loadgen.engine.Outcome;
import assay.loadgen.engine.Usage;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where and on what the generator ran, and what it used inside the window. */
final class Environment {
    private Environment() {
    }

    static Map<String, Object> of(Outcome outcome) {
        Usage usage = outcome.usage();
        int processors = Runtime.getRuntime().availableProcessors();
        Map<String, Object> environment = new LinkedHashMap<>();
        environment.put("host", host());
        environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
        environment.put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        environment.put("cpus", processors);
        environment.put("cpu_seconds", usage.cpuNanos() / 1e9);
        environment.put("cpu_share", usage.share(processors));
        environment.put("gc_count", usage.collections());
        environment.put("gc_ms", usage.pausedMillis());
        environment.put("gc_longest_ms", usage.longestPause());
        environment.put("clock_drift_us", outcome.drift());
        return environment;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return System.getenv().getOrDefault("HOSTNAME", "");
        }
    }
}
