package assay.cluster.slurm;

import assay.cluster.Cluster.ListedJob;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads squeue's rows. A row that has another form (half of a name with a line break) is left out. What a refused submission leaves behind shows
 * here too, as {@code FAILED} with the reason {@code BadConstraints}. Pure.
 */
final class QueueOutput {
    /** Id, state, reason, submitted, started, ended, nodes, node count, time limit and, last because it may hold the separator, the name. */
    static final String FORMAT = "%A|%T|%r|%V|%S|%e|%N|%D|%l|%j";
    /** Id and working directory. */
    static final String DIRECTORIES = "%A|%Z";
    private static final int COLUMNS = 10;
    private static final Pattern ROW = Pattern.compile("\\d+\\|[A-Z_]+\\|.*");
    private static final Pattern COUNT = Pattern.compile("\\d{1,6}");

    private QueueOutput() {
    }

    static List<ListedJob> jobs(String text) {
        return text.lines().filter(line -> ROW.matcher(line).matches()).map(line -> line.split("\\|", COLUMNS))
                .filter(fields -> fields.length == COLUMNS).map(QueueOutput::job).toList();
    }

    /** Where each job works; what is no absolute path is left out. */
    static Map<ClusterJobId, String> directories(String text) {
        Map<ClusterJobId, String> directories = new LinkedHashMap<>();
        text.lines().map(line -> line.split("\\|", 2)).filter(fields -> fields.length == 2 && fields[0].matches("\\d+") && fields[1].startsWith("/"))
                .forEach(fields -> directories.put(new ClusterJobId(fields[0]), fields[1]));
        return directories;
    }

    private static ListedJob job(String[] fields) {
        ClusterState state = JobStates.state(fields[1]);
        String nodes = SlurmValues.text(fields[6]);
        // Of a pending job squeue gives the expected start, of a running one the latest end; a job without nodes never started.
        Instant started = nodes.isEmpty() ? Instant.EPOCH : SlurmValues.instant(fields[4]);
        Instant ended = state.terminal() ? SlurmValues.instant(fields[5]) : Instant.EPOCH;
        int count = COUNT.matcher(fields[7]).matches() ? Integer.parseInt(fields[7]) : 0;
        return new ListedJob(new ClusterJobId(fields[0]), fields[9], state, fields[1], SlurmValues.text(fields[2]), nodes, count, 0, -1,
                SlurmValues.instant(fields[3]), started, ended, SlurmValues.duration(fields[8]));
    }
}
