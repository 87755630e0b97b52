package assay.core.report;

import assay.events.JobName;
import assay.events.PlannedJob;
import assay.events.PlannedJob.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The jobs of a plan: to which service or client each belongs, and in which windows it takes part. */
final class Jobs {
    private final List<PlannedJob> plan;

    Jobs(List<PlannedJob> plan) {
        this.plan = plan;
    }

    /** The recipe's clients. */
    List<String> clients() {
        return components(Kind.CLIENT);
    }

    /** The recipe's services. */
    List<String> services() {
        return components(Kind.SERVICE);
    }

    /** The jobs of a service or client. */
    List<PlannedJob> of(String component) {
        return plan.stream().filter(job -> job.component().equals(component)).toList();
    }

    /** All of them. */
    List<PlannedJob> all() {
        return plan;
    }

    /** The service or client that a job belongs to. */
    String component(JobName job) {
        return plan.stream().filter(planned -> planned.name().equals(job)).map(PlannedJob::component).findFirst().orElse(job.value());
    }

    /** Whether a job holds nodes for others. */
    boolean allocation(JobName job) {
        return plan.stream().anyMatch(planned -> planned.name().equals(job) && planned.kind() == Kind.ALLOCATION);
    }

    /** The row that a job's bar is drawn in: one for each service, client or replica of it. */
    String row(JobName job) {
        int replica = plan.stream().filter(planned -> planned.name().equals(job) && planned.work().replicas() > 1).mapToInt(planned -> planned.work().replica()).findFirst().orElse(0);
        return component(job) + (replica == 0 ? "" : "-" + replica);
    }

    /** The windows in which a job takes part: a client in its own, a service in those of the clients that need it, itself or by way of others. */
    List<Window> windows(PlannedJob job, List<Window> windows) {
        Set<JobName> measuring = job.kind() == Kind.CLIENT ? Set.of(job.name()) : users(job);
        return measuring.isEmpty() ? windows : windows.stream().filter(window -> window.replicas().stream().anyMatch(replica -> measuring.contains(replica.job()))).toList();
    }

    /** The client jobs that need a service's job. */
    Set<JobName> users(PlannedJob service) {
        List<JobName> open = new ArrayList<>(List.of(service.name()));
        Set<JobName> users = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            JobName needed = open.removeFirst();
            plan.stream().filter(job -> job.needs().contains(needed)).map(PlannedJob::name).filter(users::add).forEach(open::add);
        }
        plan.stream().filter(job -> job.kind() != Kind.CLIENT).map(PlannedJob::name).forEach(users::remove);
        return users;
    }

    private List<String> components(Kind kind) {
        return plan.stream().filter(job -> job.kind() == kind).map(PlannedJob::component).distinct().toList();
    }
}
