package assay.core.report;

import static assay.core.report.Check.Result.INVALID;
import static assay.core.report.Check.Result.PASS;
import static assay.core.report.Check.Result.SUSPECT;

import assay.core.report.RunLog.Entry;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.OfAttempt;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.RunClosing;
import assay.events.JobEvent.ServiceReady;
import assay.events.JobEvent.ServiceUnready;
import assay.events.PlannedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The checks of one service: was it ready, and did it live, once started, through all windows. */
final class ServiceChecks {
    private final RunLog log;
    private final PlannedJob service;
    private final Optional<Instant> firstStart;
    private final Optional<Instant> lastEnd;

    ServiceChecks(RunLog log, PlannedJob service, List<Window> windows) {
        this.log = log;
        this.service = service;
        this.firstStart = windows.stream().map(window -> window.measurement().start()).min(Comparator.naturalOrder());
        this.lastEnd = windows.stream().map(window -> window.measurement().end()).max(Comparator.naturalOrder());
    }

    List<Check> all() {
        return List.of(ready(), lived(), startedOnce());
    }

    private Check ready() {
        boolean ready = !mine(ServiceReady.class).isEmpty();
        return check("service became ready", ready ? "yes" : "no", "yes", ready ? PASS : INVALID);
    }

    private Check lived() {
        List<String> ends = new ArrayList<>();
        List<Entry<JobReported>> stops = reports(ReportKind.STOPPED);
        stops.stream().filter(entry -> early(entry, entry.event().at()))
                .forEach(entry -> ends.add("stopped (" + entry.event().details().getOrDefault("reason", "no reason given") + ")"));
        mine(ServiceUnready.class).stream().filter(entry -> beforeClosing(entry) && early(entry, entry.time()))
                .forEach(entry -> ends.add("not ready any more: " + entry.event().reason()));
        if (stops.isEmpty()) {
            mine(JobEnded.class).stream().filter(this::beforeClosing).forEach(entry -> ends.add("ended as " + entry.event().state() + ": " + entry.event().cause()));
        }
        return check("service lived through all windows", ends.isEmpty() ? "yes" : String.join("; ", ends), "yes", ends.isEmpty() ? PASS : INVALID);
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

    /** Before the end of the last window, or where there was none, before the run was being closed. */
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
        return log.all(type).stream().filter(entry -> entry.event().job().equals(service.name())).toList();
    }

    private Check check(String name, String measured, String expected, Check.Result result) {
        return new Check(service.name().value(), name, measured, expected, result);
    }
}
