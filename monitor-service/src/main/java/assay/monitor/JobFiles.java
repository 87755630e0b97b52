package assay.monitor;

import assay.cluster.Cluster;
import assay.core.monitor.MonitorEffect.Job;
import assay.core.monitor.MonitorEffect.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Reads on in files that jobs append to: whole lines, each once by this process unless what was to be done with it failed. Thread-safe. */
final class JobFiles {
    static final int PIECE = 1024 * 1024;
    private static final int MOST_REMEMBERED = 20_000;
    private final Cluster cluster;
    private final Map<String, Long> offsets = new ConcurrentHashMap<>();

    JobFiles(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Hands over the lines that the in-job sampler wrote since the last look; they count as read when nothing was thrown. */
    void samples(Target target, Job job, Consumer<List<String>> reader) {
        read(target.runDirectory(), "metrics/" + job.token() + "." + job.node() + ".csv", reader);
    }

    /** The same for the progress lines that a client wrote. */
    void progress(Target target, Job job, Consumer<List<String>> reader) {
        read(target.runDirectory(), "results/" + job.token().job() + "/rep-" + job.repetition() + "/" + job.progress(), reader);
    }

    private void read(String runDirectory, String path, Consumer<List<String>> reader) {
        String key = runDirectory + "/" + path;
        byte[] bytes;
        do {
            long offset = offsets.getOrDefault(key, 0L);
            bytes = cluster.store().get(runDirectory, path, offset, PIECE).orElse(new byte[0]);
            int end = end(bytes);
            reader.accept(new String(bytes, 0, end, StandardCharsets.ISO_8859_1).lines().toList());
            if (offsets.size() > MOST_REMEMBERED) {
                offsets.clear();
            }
            offsets.put(key, offset + end);
        } while (bytes.length == PIECE);
    }

    /** Where the last whole line ends; a line that is longer than a piece is none. */
    private static int end(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end == 0 && bytes.length == PIECE ? PIECE : end;
    }

    /** Forgets a run that is over. */
    void forget(Target target) {
        offsets.keySet().removeIf(key -> key.startsWith(target.runDirectory() + "/"));
    }
}
