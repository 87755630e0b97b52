package assay.monitor;

import assay.cluster.Cluster;
import assay.core.monitor.MonitorEffect.Job;
import assay.core.monitor.MonitorEffect.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads on in files that jobs append to: whole lines, each once by this process. */
final class JobFiles {
    private static final int MOST_BYTES = 1024 * 1024;
    private final Cluster cluster;
    private final Map<String, Long> offsets = new ConcurrentHashMap<>();

    JobFiles(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The lines that the in-job sampler wrote since the last look. */
    List<String> samples(Target target, Job job) {
        return lines(target.runDirectory(), "metrics/" + job.token() + "." + job.node() + ".csv");
    }

    /** The progress lines that a client wrote since the last look. */
    List<String> progress(Target target, Job job) {
        return lines(target.runDirectory(), "results/" + job.token().job() + "/rep-" + job.repetition() + "/progress.txt");
    }

    private List<String> lines(String runDirectory, String path) {
        String key = runDirectory + "/" + path;
        long offset = offsets.getOrDefault(key, 0L);
        byte[] bytes = cluster.store().get(runDirectory, path, offset, MOST_BYTES).orElse(new byte[0]);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        offsets.put(key, offset + end);
        return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
    }

    /** Forgets a run that is over. */
    void forget(Target target) {
        offsets.keySet().removeIf(key -> key.startsWith(target.runDirectory() + "/"));
    }
}
