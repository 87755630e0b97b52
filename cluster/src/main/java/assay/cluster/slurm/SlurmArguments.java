package assay.cluster.slurm;

import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.SubmitRequest;
import assay.events.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The argument list of every command that is asked of Slurm. Pure. */
final class SlurmArguments {
    /** What {@link #SUBMIT_IN_TIME} says when the deadline had passed before sbatch was started. */
    static final String TOO_LATE = "the deadline of the submission had passed";
    /** The exit code that goes with {@link #TOO_LATE}. */
    static final int TOO_LATE_CODE = 75;

    // The child compares the clock with the deadline itself, right before it becomes sbatch: we may have been stopped since we looked.
    private static final String SUBMIT_IN_TIME = """
            left=$(( $1 - $(date +%%s%%3N) )); shift
            if [ "$left" -le 0 ]; then echo '%s' >&2; exit %d; fi
            exec timeout -s KILL "$(printf '%%d.%%03d' $((left / 1000)) $((left %% 1000)))" "$@"
            """.formatted(TOO_LATE, TOO_LATE_CODE);

    private SlurmArguments() {
    }

    static List<String> ping() {
        return List.of("scontrol", "ping");
    }

    static List<String> configuration() {
        return List.of("scontrol", "show", "config");
    }

    static List<String> userName() {
        return List.of("id", "-un");
    }

    static List<String> userId() {
        return List.of("id", "-u");
    }

    static List<String> version() {
        return List.of("sinfo", "-V");
    }

    static List<String> accountingProbe() {
        return List.of("sacct", "-X", "-n", "-P", "-S", "now", "-o", "JobIDRaw");
    }

    static List<String> partitions() {
        return List.of("scontrol", "show", "partition", "-o");
    }

    static List<String> standings() {
        return List.of("sinfo", "-h", "-o", PartitionStanding.FORMAT);
    }

    static List<String> shownQos() {
        return List.of("sacctmgr", "-n", "-P", "show", "qos", "format=" + QosOutput.SHOWN);
    }

    static List<String> qos() {
        return List.of("sacctmgr", "-n", "-P", "show", "qos", "format=" + QosOutput.FORMAT);
    }

    /** A database may serve several clusters, and each has limits of its own. */
    static List<String> associations(String user, String cluster) {
        return List.of("sacctmgr", "-n", "-P", "show", "user", "where", "name=" + user, "cluster=" + cluster, "withassoc", "format=" + AssociationOutput.FORMAT);
    }

    /** The script comes on standard input. */
    static List<String> check(String runDirectory) {
        return List.of("sbatch", "--test-only", "--chdir=" + runDirectory);
    }

    /** The script comes on standard input. Whatever happens to us, nothing of this lives past the deadline, which is one of the commands' machine. */
    static List<String> submit(SubmitRequest request, Instant deadline) {
        String directory = request.runDirectory();
        List<String> arguments = new ArrayList<>(List.of("bash", "-p", "-c", SUBMIT_IN_TIME, "assay-submit", Long.toString(deadline.toEpochMilli()),
                "sbatch", "--parsable", "--job-name=" + request.token(), "--chdir=" + directory,
                "--output=" + directory.replace("%", "%%") + "/logs/" + request.token() + ".%j.log", "--comment=assay"));
        if (!request.after().isEmpty()) {
            arguments.add("--dependency=" + request.after().stream().map(id -> "after:" + id).collect(Collectors.joining(",")));
            arguments.add("--kill-on-invalid-dep=yes");
        }
        return arguments;
    }

    static List<String> jobs() {
        return List.of("squeue", "--me", "-h", "-t", "all", "-o", QueueOutput.FORMAT);
    }

    static List<String> directories() {
        return List.of("squeue", "--me", "-h", "-t", "all", "-o", QueueOutput.DIRECTORIES);
    }

    static List<String> find(Token token) {
        List<String> arguments = new ArrayList<>(jobs());
        arguments.addAll(List.of("-n", token.value()));
        return arguments;
    }

    /** Duplicates too: they are the starts of a requeued job, and the earlier owners of an id that was given twice. */
    static List<String> history(List<JobRef> jobs) {
        return List.of("sacct", "-X", "-n", "-P", "-D", "--delimiter=" + AccountingOutput.DELIMITER, "-S", "now-30days", "-j", ids(jobs),
                "-o", AccountingOutput.FORMAT);
    }

    /** Both filters must hold: with another name on the id Slurm does nothing. */
    static List<String> cancel(JobRef job) {
        return List.of("scancel", "--me", "--name=" + job.token(), job.id().value());
    }

    static List<String> usage(List<JobRef> jobs) {
        return List.of("sstat", "-a", "-n", "-P", "--noconvert", "-j", ids(jobs), "-o", StepOutput.FORMAT);
    }

    private static String ids(List<JobRef> jobs) {
        return jobs.stream().map(job -> job.id().value()).distinct().collect(Collectors.joining(","));
    }
}
