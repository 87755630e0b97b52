package assay.core.report;

import static assay.core.report.Check.Result.INVALID;
import static assay.core.report.Check.Result.NOTE;
import static assay.core.report.Check.Result.PASS;

import assay.core.report.RunLog.Entry;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.Outcome;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.RunFinished;
import assay.events.JobEvent.Verdict;
import assay.events.JobName;
import assay.events.PlannedJob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All validity checks of a run, and the verdict that follows: the worst of them. No figure is published without them. */
final class Checks {
    private final RunLog log;
    private final Jobs jobs;
    private final List<Window> windows;

    Checks(RunLog log, Jobs jobs, List<Window> windows) {
        this.log = log;
        this.jobs = jobs;
        this.windows = windows;
    }

    /** The verdict of these checks. */
    static Verdict verdict(List<Check> checks) {
        return switch (checks.stream().map(Check::result).max(Comparator.naturalOrder()).orElse(INVALID)) {
            case PASS, NOTE -> Verdict.VALID;
            case SUSPECT -> Verdict.SUSPECT;
            case INVALID -> Verdict.INVALID;
        };
    }

    /** Every check, those of the run first. */
    List<Check> all() {
        List<Check> checks = new ArrayList<>(List.of(completed()));
        if (jobs.clients().isEmpty()) {
            checks.add(new Check("", "clients planned", "none", "at least 1", INVALID));
        }
        for (String client : jobs.clients()) {
            List<PlannedJob> its = jobs.of(client);
            checks.addAll(new ClientChecks(client, its, windows.stream().filter(window -> window.client().equals(client)).toList()).all());
            checks.addAll(joined(client, its.stream().flatMap(job -> ofClient(job).stream()).toList()));
        }
        for (String service : jobs.services()) {
            checks.addAll(joined(service, jobs.of(service).stream().flatMap(job -> ofService(job).stream()).toList()));
        }
        sharedNodes().ifPresent(checks::add);
        return checks;
    }

    private List<Check> ofClient(PlannedJob job) {
        JobChecks of = new JobChecks(log, job, jobs.windows(job, windows));
        return Stream.concat(Stream.of(of.ended(), of.undisturbed()), of.earlier().stream()).toList();
    }

    private List<Check> ofService(PlannedJob job) {
        List<Window> its = jobs.windows(job, windows);
        JobChecks of = new JobChecks(log, job, its);
        return Stream.of(new ServiceChecks(log, job, its).all(), List.of(of.undisturbed()), of.earlier()).flatMap(List::stream).toList();
    }

    /** What several jobs of one service or client passed alike stands there once. */
    private static List<Check> joined(String component, List<Check> checks) {
        Map<Check, List<Check>> alike = new LinkedHashMap<>();
        checks.forEach(check -> alike.computeIfAbsent(check.result() == PASS ? new Check(component, check.name(), check.measured(), check.expected(), PASS) : check,
                key -> new ArrayList<>()).add(check));
        return alike.entrySet().stream().sorted(Comparator.comparing(entry -> entry.getKey().result() != PASS)).map(entry -> entry.getValue().size() == 1
                ? entry.getValue().getFirst()
                : new Check(component, entry.getKey().name(), entry.getKey().measured() + ", " + entry.getValue().size() + " jobs", entry.getKey().expected(), entry.getKey().result())).toList();
    }

    private Check completed() {
        Optional<RunFinished> finished = log.first(RunFinished.class).map(Entry::event);
        String measured = finished.map(end -> end.outcome() + (end.detail().isEmpty() ? "" : ": " + end.detail())).orElse("not finished");
        boolean well = finished.filter(end -> end.outcome() == Outcome.COMPLETED).isPresent();
        return new Check("", "outcome of the run", measured, "COMPLETED", well ? PASS : INVALID);
    }

    /** Of each service's job and the clients that need it: jobs that did not work together may share a node. */
    private Optional<Check> sharedNodes() {
        Set<String> shared = new LinkedHashSet<>();
        boolean known = false;
        for (PlannedJob service : jobs.services().stream().flatMap(component -> jobs.of(component).stream()).toList()) {
            Set<String> clients = jobs.users(service).stream().flatMap(this::nodes).collect(Collectors.toSet());
            List<String> its = nodes(service.name()).toList();
            known |= !clients.isEmpty() && !its.isEmpty();
            its.stream().filter(clients::contains).forEach(shared::add);
        }
        if (!known) {
            return Optional.empty();
        }
        return Optional.of(shared.isEmpty()
                ? new Check("", "client and service on different nodes", "yes", "different nodes", PASS)
                : new Check("", "client and service on different nodes", "both ran on " + String.join(", ", shared)
                        + ": they competed for its processors and memory, and no network was between them", "different nodes", NOTE));
    }

    private Stream<String> nodes(JobName job) {
        return log.lastAttempt(job).stream().flatMap(token -> log.of(token, JobReported.class).stream()).map(Entry::event)
                .filter(report -> report.kind() == ReportKind.STARTED)
                .flatMap(report -> Stream.concat(Stream.of(report.details().getOrDefault("node", "")), Stream.of(report.details().getOrDefault("nodes", "").split("[ ,]+"))))
                .filter(node -> !node.isEmpty());
    }
}
