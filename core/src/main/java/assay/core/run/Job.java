package assay.core.run;

import assay.events.ClusterState;
import assay.events.Copies;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.JobScripted;
import assay.events.JobEvent.ReportKind;
import assay.events.JobName;
import assay.events.Measurement;
import assay.events.PlannedJob;
import assay.events.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the log says of one job.
 *
 * @param plan         what was planned
 * @param script       its script, once written
 * @param check        whether the cluster would take it
 * @param state        its life
 * @param stop         when and why it was to stop
 * @param reports      what it said of itself, in the order read
 * @param readiness    how usable it is (services)
 * @param measurements its windows that were read, by repetition (clients)
 * @param earlier      its earlier attempts; state, stop, reports, readiness and measurements are those of the last one
 */
public record Job(PlannedJob plan, Optional<JobScripted> script, Check check, JobState state, Optional<StopRequest> stop,
        List<JobReported> reports, Readiness readiness, Map<Integer, Measurement> measurements, List<Earlier> earlier) {
    public Job {
        reports = List.copyOf(reports);
        measurements = Copies.ordered(measurements);
        earlier = List.copyOf(earlier);
    }

    /** An attempt that is over and was followed by another one. */
    public record Earlier(JobEnded end, List<JobReported> reports) {
        public Earlier {
            reports = List.copyOf(reports);
        }
    }

    /** That a job is to stop. */
    public record StopRequest(String reason, Instant at) {
    }

    /** Whether the cluster would take the job. */
    public sealed interface Check {
        /** Not asked yet. */
        record Unchecked() implements Check {
        }

        /** It would. */
        record Passed() implements Check {
        }

        /** It would not. */
        record Failed(String message) implements Check {
        }
    }

    static Job of(PlannedJob plan) {
        return new Job(plan, Optional.empty(), new Check.Unchecked(), new JobState.Planned(), Optional.empty(), List.of(), new Readiness.NotReady(), Map.of(),
                List.of());
    }

    /** Its name in the run. */
    public JobName name() {
        return plan.name();
    }

    /** True for a service's job. */
    public boolean service() {
        return plan.kind() == PlannedJob.Kind.SERVICE;
    }

    /** True for a client's job. */
    public boolean client() {
        return plan.kind() == PlannedJob.Kind.CLIENT;
    }

    /** True for a job that holds nodes for others. */
    public boolean allocation() {
        return plan.kind() == PlannedJob.Kind.ALLOCATION;
    }

    /** What it said last of this kind. */
    public Optional<JobReported> report(ReportKind kind) {
        return reports.reversed().stream().filter(report -> report.kind() == kind).findFirst();
    }

    /** The number of its attempt, from 1; 0 while it was not released. */
    public int attempt() {
        return state instanceof JobState.Released released ? released.number() : state.attempt().map(Token::attempt).orElse(0);
    }

    /** The tokens of all its attempts, in order. */
    public List<Token> tokens() {
        return Stream.concat(earlier.stream().map(attempt -> attempt.end().token()), state.attempt().stream()).toList();
    }

    /** True when it holds or may yet hold something on the cluster. */
    public boolean alive() {
        return switch (state) {
            case JobState.Planned s -> false;
            case JobState.Scripted s -> false;
            case JobState.Released s -> false;
            case JobState.Intended s -> true;
            case JobState.Submitted s -> true;
            case JobState.Refused s -> false;
            case JobState.Ended s -> false;
        };
    }

    /** True when its part in the run is over: it ended, or it said that it stopped and all its windows were read. */
    public boolean done() {
        return switch (state) {
            case JobState.Ended s -> true;
            case JobState.Refused s -> true;
            case JobState.Submitted s -> report(ReportKind.STOPPED).isPresent() && (!client() || read());
            case JobState.Planned s -> false;
            case JobState.Scripted s -> false;
            case JobState.Released s -> false;
            case JobState.Intended s -> false;
        };
    }

    /** True when every planned window was read, with figures or with the reason why there are none. */
    public boolean read() {
        return measurements.size() >= plan.windows();
    }

    /** True when the cluster said that it will never run again. */
    public boolean terminal() {
        return state instanceof JobState.Submitted submitted && submitted.state().terminal();
    }

    /** True when it is known to be running, from the cluster or from itself. */
    public boolean started() {
        return state instanceof JobState.Submitted submitted && !submitted.state().terminal()
                && (submitted.state() == ClusterState.RUNNING || report(ReportKind.STARTED).isPresent())
                && report(ReportKind.STOPPED).isEmpty();
    }

    /** The same job before a further attempt. */
    Job again(JobEnded end, JobState.Released next) {
        List<Earlier> attempts = new ArrayList<>(earlier);
        attempts.add(new Earlier(end, reports));
        return new Job(plan, script, check, next, Optional.empty(), List.of(), new Readiness.NotReady(), Map.of(), attempts);
    }

    Job with(JobState next) {
        return new Job(plan, script, check, next, stop, reports, readiness, measurements, earlier);
    }

    Job with(JobScripted text) {
        return new Job(plan, Optional.of(text), check, state, stop, reports, readiness, measurements, earlier);
    }

    Job with(Check result) {
        return new Job(plan, script, result, state, stop, reports, readiness, measurements, earlier);
    }

    Job with(StopRequest request) {
        return new Job(plan, script, check, state, Optional.of(request), reports, readiness, measurements, earlier);
    }

    Job with(Readiness next) {
        return new Job(plan, script, check, state, stop, reports, next, measurements, earlier);
    }

    Job with(JobReported report) {
        List<JobReported> more = new ArrayList<>(reports);
        more.add(report);
        return new Job(plan, script, check, state, stop, more, readiness, measurements, earlier);
    }

    Job with(int repetition, Measurement measurement) {
        Map<Integer, Measurement> more = new LinkedHashMap<>(measurements);
        more.put(repetition, measurement);
        return new Job(plan, script, check, state, stop, reports, readiness, more, earlier);
    }
}
