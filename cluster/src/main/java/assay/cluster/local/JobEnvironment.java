package assay.cluster.local;

import assay.cluster.Cluster.SubmitRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a job finds in its environment: what a login gives, and what Slurm says to a job. Nothing else of ours gets there. Pure. */
final class JobEnvironment {
    private static final Set<String> OF_A_LOGIN = Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ");

    private JobEnvironment() {
    }

    /** What of an environment a supervisor gets, and its job with it. */
    static Map<String, String> cleaned(Map<String, String> environment) {
        Map<String, String> cleaned = new TreeMap<>(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "HOME", System.getProperty("user.home"), "USER",
                System.getProperty("user.name"), "LOGNAME", System.getProperty("user.name"), "SHELL", "/bin/bash"));
        environment.forEach((name, value) -> {
            if (OF_A_LOGIN.contains(name)) {
                cleaned.put(name, value);
            }
        });
        return cleaned;
    }

    /** What Slurm would say to this job, as {@code NAME=VALUE}. */
    static List<String> of(long number, SubmitRequest request, Demand demand, Machine machine) {
        return List.of("SLURM_JOB_ID=" + number, "SLURM_JOBID=" + number, "SLURM_JOB_NAME=" + request.token(), "SLURM_RESTART_COUNT=0",
                "SLURM_CLUSTER_NAME=local", "SLURM_JOB_NODELIST=" + machine.host(), "SLURM_NODELIST=" + machine.host(), "SLURMD_NODENAME=" + machine.host(),
                "SLURM_JOB_NUM_NODES=1", "SLURM_NNODES=1", "SLURM_NODEID=0", "SLURM_PROCID=0", "SLURM_LOCALID=0", "SLURM_SUBMIT_HOST=" + machine.host(),
                "SLURM_SUBMIT_DIR=" + request.runDirectory(), "SLURM_JOB_UID=" + machine.uid(), "SLURM_JOB_USER=" + System.getProperty("user.name"),
                "SLURM_NTASKS=" + demand.tasks(), "SLURM_CPUS_PER_TASK=" + demand.cpus() / demand.tasks(), "SLURM_CPUS_ON_NODE=" + demand.cpus(),
                "SLURM_JOB_CPUS_PER_NODE=" + demand.cpus());
    }
}
