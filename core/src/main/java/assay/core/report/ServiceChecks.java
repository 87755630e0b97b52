package assay.core.report;

import static assay.core.report.Check.Result.INVALID;
import static assay.core.report.Check.Result.PASS;
import static assay.core.report.Check.Result.SUSPECT;

import assay.core.report.RunLog.Entry;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.JobStopRequested;
import assay.events.JobEvent.OfAttempt;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.RunClosing;
import assay.events.JobEvent.ServiceReady;
import assay.events.JobEvent.ServiceUnready;
import assay.events.JobEvent.WorkloadMeasured;
import assay.events.PlannedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The checks of one job of a service, by its last attempt: was it ready before the windows of the clients that need it, and did it live, once
 * started, through all of them. What it did behind them is no matter.
 */
final class ServiceChecks {
    private final RunLog log;
    private final PlannedJob service;
    private final List<Replica> windows;
    private final Optional<Instant> firstStart;
    private final Optional<Instant> lastEnd;

    /** Of a service whose clients measured these windows. */
    ServiceChecks(RunLog log, PlannedJob service, List<Window> windows) {
        this.log = log;
        this.service = service;
        this.windows = windows.stream().flatMap(window -> window.replicas().stream()).toList();
        this.firstStart = this.windows.stream().filter(Replica::bounded).map(window -> window.measurement().start()).min(Comparator.naturalOrder());
        this.lastEnd = this.windows.stream().allMatch(Replica::bounded)
                ? this.windows.stream().map(window -> window.measurement().end()).max(Comparator.naturalOrder()) : Optional.empty();
    }

    List<Check> all() {
        return List.of(ready(), lived(), startedOnce());
    }

    private Check ready() {
        Optional<Integer> ready = mine(ServiceReady.class).stream().map(Entry::index).findFirst();
        boolean late = ready.isPresent() && log.all(WorkloadMeasured.class).stream().filter(entry -> windows.stream().anyMatch(window -> of(window, entry.event())))
                .anyMatch(entry -> entry.index() < ready.get());
        return check("service became ready", ready.isEmpty() ? "no" : late ? "only after a window was measured" : "yes", "yes", ready.isPresent() && !late ? PASS : INVALID);
    }

    private static boolean of(Replica window, WorkloadMeasured event) {
        return event.job().equals(window.job()) && event.measurement().equals(window.measurement());
    }

    private Check lived() {
        List<String> ends = new ArrayList<>();
        List<Entry<JobReported>> stops = reports(ReportKind.STOPPED);
        stops.stream().filter(entry -> early(entry, entry.event().at()))
                .forEach(entry -> ends.add("stopped (" + entry.event().details().getOrDefault("reason", "no reason given") + ")"));
        mine(ServiceUnready.class).stream().filter(entry -> beforeClosing(entry) && early(entry, entry.time()))
                .forEach(entry -> ends.add("not ready any more: " + entry.event().reason()));
        if (stops.isEmpty()) {
            mine(JobEnded.class).stream().filter(entry -> beforeClosing(entry) && !asked(entry))
                    .forEach(entry -> ends.add("ended as " + entry.event().state() + ": " + entry.event().cause()));
        }
        return check("service lived through all windows", ends.isEmpty() ? "yes" : String.join("; ", ends), "yes", ends.isEmpty() ? PASS : INVALID);
    }

    /** Behind all its windows, and behind a request to stop. */
    private boolean asked(Entry<?> end) {
        return !early(end, end.time()) && log.all(JobStopRequested.class).stream()
                .anyMatch(entry -> entry.event().job().equals(service.name()) && entry.index() < end.index());
    }

    private Check startedOnce() {
        List<Entry<JobReported>> starts = reports(ReportKind.STARTED);
        boolean inside = starts.stream().anyMatch(entry -> firstStart.isPresent() && entry.event().at().isAfter(firstStart.get()) && early(entry, entry.event().at()));
        String measured = starts.size() == 1 ? "once" : starts.size() + " times" + (inside ? ", at least once between the windows' start and end" : "");
        if (reports(ReportKind.STOPPED).stream().anyMatch(entry -> "changed".equals(entry.event().details().get("listener")))) {
            return check("service started", "it began again inside its job: at the end it did not listen as when it became ready", "once", INVALID);
        }
        return check("service started", measured, "once", starts.size() == 1 ? PASS : inside || starts.isEmpty() ? INVALID : SUSPECT);
    }

    /** Before the end of the last window, or where none is known, before the run was being closed. */
    private boolean early(Entry<?> entry, Instant time) {
        return lastEnd.map(time::isBefore).orElseGet(() -> beforeClosing(entry));
    }

    private boolean beforeClosing(Entry<?> entry) {
        return log.first(RunClosing.class).map(closing -> entry.index() < closing.index()).orElse(true);
    }

    private List<Entry<JobReported>> reports(ReportKind kind) {
        return mine(JobReported.class).stream().filter(entry -> entry.event().kind() == kind).toList();
    }

    private <E extends OfAttempt> List<Entry<E>> mine(Class<E> type) {
        return log.lastAttempt(service.name()).map(token -> log.of(token, type)).orElse(List.of());
    }

    private Check check(String name, String measured, String expected, Check.Result result) {
        return new Check(service.name().value(), name, measured, expected, result);
    }
}
