package assay.cli;

import assay.core.run.Job;
import assay.core.run.Run;
import java.util.List;

/** Where the logs of a run's jobs are found. */
interface JobLogs {
    /** Prints those of some jobs, each behind its heading; how many there were. */
    long print(Run run, List<Job> jobs);

    /** Prints those of a job, and what is written to them from now on, until it ends; how many there were. */
    long follow(Run run, Job job);

    /** What stands above a log. */
    static String heading(String job, int attempt, String file) {
        return "==> " + job + (attempt > 1 ? ", attempt " + attempt : "") + " (" + file + ")";
    }
}
