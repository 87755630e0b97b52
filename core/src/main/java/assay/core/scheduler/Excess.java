package assay.core.scheduler;

import assay.events.Limit;
import assay.events.Problem;
import java.util.List;

/**
 * Jobs that take more at the same time than a limit allows.
 *
 * @param jobs  those that it counts
 * @param least what they take at least
 */
record Excess(Limit limit, List<JobDemand> jobs, long least) {
    Excess {
        jobs = List.copyOf(jobs);
    }

    Problem problem(String source) {
        return new Problem(source, 0, 0, message(), hint());
    }

    private String message() {
        String most = switch (limit.kind()) {
            case RUNNING_JOBS -> "lets you run " + count(limit.most(), "job") + " at a time";
            case SUBMITTED_JOBS -> "lets you have " + count(limit.most(), "job") + ", running or waiting";
            case NODES -> whatIsThere("node");
            case CPUS -> whatIsThere("CPU");
        };
        return names() + " must run at the same time" + taken() + ", but " + place() + " " + most + " (" + limit.word() + ")";
    }

    private String taken() {
        return switch (limit.kind()) {
            case RUNNING_JOBS, SUBMITTED_JOBS -> "";
            case NODES -> " and take " + count(least, jobs.stream().allMatch(JobDemand::whole) ? "whole node" : "node");
            case CPUS -> " and take " + count(least, "CPU");
        };
    }

    private String whatIsThere(String thing) {
        return (physical() ? "has " : "lets you use ") + count(limit.most(), thing) + (physical() ? "" : " at a time");
    }

    private String hint() {
        String place = switch (limit.kind()) {
            case RUNNING_JOBS, SUBMITTED_JOBS -> "use another " + limit.scope() + ", or put them into one job (placement: packed)";
            case NODES -> jobs.stream().anyMatch(JobDemand::whole) ? "use a " + limit.scope() + " with more nodes, or one where jobs may share a node, without exclusive"
                    : "use a " + limit.scope() + " with more nodes";
            case CPUS -> "use a " + limit.scope() + " with more CPUs, or ask for fewer (ntasks, cpus_per_task)";
        };
        return place + (physical() ? "; `sinfo` lists the partitions" : "; `sacctmgr show qos` and `sacctmgr show assoc` list what each allows");
    }

    /** What is there at all, and not what somebody may have of it. */
    private boolean physical() {
        return limit.word().startsWith("Total");
    }

    private String place() {
        return limit.scope() + " " + limit.name();
    }

    private String names() {
        List<String> names = jobs.stream().map(job -> job.job().value()).distinct().toList();
        return names.size() == 1 ? names.getFirst() : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }

    private static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
