package assay.cluster.slurm;

import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.ListedJob;
import assay.events.ClusterState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads sacct's records of jobs. Pure. */
final class AccountingOutput {
    static final String DELIMITER = "\u001f";
    static final String FORMAT = "JobIDRaw,State,ExitCode,Submit,Start,End,NodeList,NNodes,Reason,Timelimit,JobName";
    private static final int COLUMNS = 11;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern EXIT = Pattern.compile("(\\d{1,3}):(\\d{1,3})");
    private static final int LAST_REAL_SIGNAL = 31;
    private static final int SIGNAL_BASE = 128;
    /** What sacct calls a record without a name: that of a requeued job which did not start again. */
    private static final String NAMELESS = "allocation";

    private AccountingOutput() {
    }

    /** The latest record of each of the jobs, when there is one with that id and that name; earlier ones count as restarts. */
    static List<ListedJob> jobs(String text, List<JobRef> asked) {
        List<String[]> rows = text.lines().map(line -> line.split(DELIMITER, COLUMNS))
                .filter(fields -> fields.length == COLUMNS && NUMBER.matcher(fields[0]).matches()).toList();
        List<ListedJob> found = new ArrayList<>();
        for (JobRef job : asked) {
            List<String[]> records = records(rows, job);
            if (!records.isEmpty()) {
                found.add(job(job, records.getLast(), records.size() - 1));
            }
        }
        return found;
    }

    private static List<String[]> records(List<String[]> rows, JobRef job) {
        List<String[]> records = new ArrayList<>();
        for (String[] fields : rows) {
            String name = fields[COLUMNS - 1];
            if (fields[0].equals(job.id().value()) && (name.equals(job.token().value()) || name.equals(NAMELESS) && !records.isEmpty())) {
                records.add(fields);
            }
        }
        return records;
    }

    private static ListedJob job(JobRef job, String[] fields, int restarts) {
        ClusterState state = JobStates.state(fields[1]);
        Instant ended = state.terminal() ? SlurmValues.instant(fields[5]) : Instant.EPOCH;
        int count = NUMBER.matcher(fields[7]).matches() ? Integer.parseInt(fields[7]) : 0;
        String nodes = SlurmValues.text(fields[6]);
        Instant started = nodes.isEmpty() ? Instant.EPOCH : SlurmValues.instant(fields[4]);
        return new ListedJob(job.id(), job.token().value(), state, fields[1], SlurmValues.text(fields[8]), nodes, count, restarts,
                exitCode(state, fields[2]), SlurmValues.instant(fields[3]), started, ended, SlurmValues.duration(fields[9]));
    }

    /**
     * The exit code as a shell sees it, -1 when the record does not tell it: signals beyond the real ones are Slurm's own marks, and a 0 beside
     * any state but COMPLETED is no success. Slurm 22.05 takes 128 off a code above 128, so the job's own word goes before this one.
     */
    private static int exitCode(ClusterState state, String text) {
        Matcher matcher = EXIT.matcher(text);
        if (!state.terminal() || !matcher.matches()) {
            return -1;
        }
        int code = Integer.parseInt(matcher.group(1));
        int signal = Integer.parseInt(matcher.group(2));
        if (code != 0 || signal == 0) {
            return code != 0 || state == ClusterState.COMPLETED ? code : -1;
        }
        return signal <= LAST_REAL_SIGNAL ? SIGNAL_BASE + signal : -1;
    }
}
