package assay.cluster.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What runs of some jobs, in one look at {@code /proc}: all in the session of a job's supervisor, and all that bear its id and token, since services
 * leave their process group and their parents. {@code supervise.sh} knows the same rules.
 */
final class Processes {
    private Processes() {
    }

    /** The processes of each job that has some, its supervisor among them. */
    static Map<Long, List<ProcessFacts>> of(List<JobRecord> jobs) {
        Map<Long, List<ProcessFacts>> found = new TreeMap<>();
        if (jobs.isEmpty()) {
            return found;
        }
        Map<ProcessFacts, Set<String>> living = new LinkedHashMap<>();
        ProcessFacts.all().stream().filter(process -> !process.ended()).forEach(process -> living.put(process, process.environment()));
        for (JobRecord job : jobs) {
            boolean itsSession = living.entrySet().stream().anyMatch(process -> proves(job, process.getKey(), process.getValue()));
            List<ProcessFacts> its = living.entrySet().stream().filter(process -> itsSession && inSession(job, process.getKey())
                    || bears(job, process.getValue())).map(Map.Entry::getKey).toList();
            if (!its.isEmpty()) {
                found.put(job.number(), its);
            }
        }
        return found;
    }

    private static boolean inSession(JobRecord job, ProcessFacts process) {
        return process.session() == job.supervisor().pid();
    }

    /** The number of a session may be given again, but not while one of its processes lives. */
    private static boolean proves(JobRecord job, ProcessFacts process, Set<String> environment) {
        return inSession(job, process) && (job.supervisor().is(process) || bears(job, environment));
    }

    private static boolean bears(JobRecord job, Set<String> environment) {
        return environment.contains("SLURM_JOB_NAME=" + job.token()) && environment.contains("SLURM_JOB_ID=" + job.number())
                || environment.contains("ASSAY_ALLOCATION=" + job.token())
                || environment.contains("ASSAY_TOKEN=" + job.token()) && owns(job);
    }

    /** A twin of a job does nothing that could bear the token. */
    private static boolean owns(JobRecord job) {
        try {
            return Files.readString(Path.of(job.runDirectory(), "claims", job.token().value())).strip().equals(Long.toString(job.number()));
        } catch (IOException e) {
            return true;
        }
    }

    /** Kills each of them, unless another one has its number by now. */
    static void kill(List<ProcessFacts> processes) {
        for (ProcessFacts process : processes) {
            ProcessHandle.of(process.pid()).filter(handle -> ProcessFacts.of(process.pid()).filter(now -> now.life() == process.life()).isPresent())
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
