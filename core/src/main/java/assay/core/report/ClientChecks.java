package assay.core.report;

import static assay.core.report.Check.Result.INVALID;
import static assay.core.report.Check.Result.NOTE;
import static assay.core.report.Check.Result.PASS;
import static assay.core.report.Check.Result.SUSPECT;

import assay.events.PlannedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The checks of one client over all its jobs: did its windows happen, were they measured, do they agree, were they long enough and without problems. */
final class ClientChecks {
    /** A window shorter than this is a first look. */
    static final double SHORTEST_SECONDS = 60;

    private final String client;
    private final List<PlannedJob> jobs;
    private final List<Window> windows;
    private final List<Window> measured;

    /** Of these jobs and windows, all of the one client. */
    ClientChecks(String client, List<PlannedJob> jobs, List<Window> windows) {
        this.client = client;
        this.jobs = jobs;
        this.windows = windows;
        this.measured = windows.stream().filter(Window::measured).toList();
    }

    List<Check> all() {
        List<Check> checks = new ArrayList<>(List.of(happened()));
        checks.addAll(unmeasured());
        if (!measured.isEmpty()) {
            checks.addAll(new CountChecks(client, measured).all());
            AgreementCheck.of(client, measured).ifPresent(checks::add);
            checks.add(length());
            checks.addAll(problems());
        }
        if (windows.stream().anyMatch(window -> window.replicas().size() > 1)) {
            checks.addAll(new ReplicaChecks(client, windows).all());
        }
        return checks;
    }

    private Check happened() {
        long planned = jobs.stream().flatMap(job -> job.work().repetitions().stream()).distinct().count();
        List<Window> whole = windows.stream().filter(window -> window.replicas().size() == takers(window).size() && window.replicas().stream().allMatch(Replica::bounded)).toList();
        String incomplete = windows.stream().filter(window -> !whole.contains(window)).map(this::incomplete).collect(Collectors.joining(""));
        return check("windows happened", whole.size() + incomplete, String.valueOf(planned), whole.size() == planned && planned > 0, INVALID);
    }

    private String incomplete(Window window) {
        List<String> missing = takers(window).stream().map(job -> job.name().value())
                .filter(job -> window.replicas().stream().noneMatch(replica -> replica.job().value().equals(job))).toList();
        return "; window " + window.repetition() + (missing.isEmpty() ? " did not run to its end" : " without " + String.join(", ", missing));
    }

    private List<PlannedJob> takers(Window window) {
        return jobs.stream().filter(job -> job.work().repetitions().contains(window.repetition())).toList();
    }

    private List<Check> unmeasured() {
        List<Check> checks = new ArrayList<>();
        for (Window window : windows) {
            if (!window.measured()) {
                checks.add(check("window " + window.repetition(), "not measured: " + String.join("; ", window.measurement().problems()), "measured", false, INVALID));
            }
        }
        if (!windows.isEmpty() && checks.isEmpty()) {
            checks.add(check("windows measured", "all " + windows.size(), "all", true, INVALID));
        }
        return checks;
    }

    private Check length() {
        double shortest = measured.stream().mapToDouble(Window::shortest).min().orElse(0);
        return check("length of the shortest window", String.format(Locale.ROOT, "%.1f s", shortest),
                String.format(Locale.ROOT, "at least %.0f s to be reportable", SHORTEST_SECONDS), shortest >= SHORTEST_SECONDS, NOTE);
    }

    private List<Check> problems() {
        return AlikeProblems.of(measured.stream().flatMap(window -> window.measurement().problems().stream()
                .map(problem -> check("window " + window.repetition(), problem, "", false, SUSPECT))).toList());
    }

    private Check check(String name, String found, String expected, boolean passed, Check.Result otherwise) {
        return new Check(client, name, found, expected, passed ? PASS : otherwise);
    }
}
