package assay.core.runner;

import assay.core.loop.Duty;
import assay.core.run.Cause;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Readiness;
import assay.core.run.Run;
import assay.core.runner.RunnerEffect.AskToStop;
import assay.core.runner.RunnerEffect.Cancel;
import assay.core.runner.RunnerEffect.Conclude;
import assay.core.runner.RunnerEffect.PutEndpoint;
import assay.core.runner.RunnerEffect.ReadResults;
import assay.core.runner.RunnerEffect.RemoveEndpoint;
import assay.core.runner.RunnerEffect.Window;
import assay.core.runner.StepEffect.KillStep;
import assay.events.ClusterState;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.ReportKind;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.ServiceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is due for a job that the cluster has: its endpoint, its stop, its results, its conclusion. */
final class Endings {
    private static final int CLIENT_GRACE_SECONDS = 10;
    /** A job that is over may be running still to a controller that was silent meanwhile, which would call it CANCELLED when it is told to cancel it. */
    private static final Duration COMPLETING = Duration.ofMinutes(5);
    private final RunnerTiming timing;

    Endings(RunnerTiming timing) {
        this.timing = timing;
    }

    void due(Run run, Job job, String directory, Instant now, List<Duty<RunnerEffect>> duties) {
        endpoint(run, job, directory, duties);
        if (job.state() instanceof JobState.Submitted state) {
            stop(run, job, state, directory, now, duties);
            boolean over = state.state().terminal() || job.report(ReportKind.STOPPED).isPresent();
            boolean nothingToRead = !job.client() || job.read() || run.fault().isPresent();
            if (over && !nothingToRead) {
                client(run, job).ifPresent(spec -> duties.add(new Duty.Perform<>(
                        new ReadResults(run.id(), directory, state.token(), spec, windows(job)))));
            }
            if (state.state().terminal() && nothingToRead) {
                duties.add(new Duty.Perform<>(conclude(run, job, state, directory)));
            }
        }
    }

    /** Put only while the service lives, so that nothing is put back behind the clean-up. */
    private static void endpoint(Run run, Job job, String directory, List<Duty<RunnerEffect>> duties) {
        boolean over = job.done() || job.terminal();
        switch (job.readiness()) {
            case Readiness.NotReady s -> {
            }
            case Readiness.Discovered s -> {
            }
            case Readiness.Ready ready when over -> {
            }
            case Readiness.Ready ready -> service(run, job).ifPresent(spec -> duties.add(new Duty.Perform<>(new PutEndpoint(run.id(), directory,
                    ready.endpoint().token(), EndpointFile.assignments(spec, ready.endpoint(), directory)))));
            case Readiness.Unready gone -> duties.add(new Duty.Perform<>(new RemoveEndpoint(run.id(), directory, gone.endpoint().token())));
        }
    }

    private void stop(Run run, Job job, JobState.Submitted state, String directory, Instant now, List<Duty<RunnerEffect>> duties) {
        if (job.stop().isEmpty() || state.state().terminal()) {
            return;
        }
        duties.add(new Duty.Perform<>(new AskToStop(run.id(), directory, state.token())));
        int grace = service(run, job).map(spec -> spec.stop().graceSeconds()).orElse(CLIENT_GRACE_SECONDS);
        boolean stopped = job.report(ReportKind.STOPPED).isPresent() && state.state() != ClusterState.REQUEUED;
        Duration allowance = stopped ? COMPLETING : timing.stopAllowance();
        boolean patient = (job.started() || stopped) && now.isBefore(job.stop().get().at().plusSeconds(grace).plus(allowance));
        if (!patient) {
            duties.add(new Duty.Perform<>(job.plan().inside() ? new KillStep(run.id(), directory, state.token()) : new Cancel(run.id(), state.token(), state.clusterJob())));
        }
    }

    private static List<Window> windows(Job job) {
        List<Window> windows = new ArrayList<>();
        for (int repetition : job.plan().work().repetitions()) {
            Optional<JobReported> start = phase(job, "measure", repetition);
            Optional<JobReported> end = phase(job, "measured", repetition);
            Instant from = start.map(JobReported::at).orElse(Instant.EPOCH);
            if (start.isPresent() && end.isPresent()) {
                windows.add(new Window(repetition, true, from, end.get().at(), failure(end.get()), late(start.get())));
            } else {
                String why = Cause.of(job).isEmpty() ? "the job stopped" : Cause.of(job);
                windows.add(new Window(repetition, false, from, from, (start.isEmpty() ? "the window never began: " : "the window did not end: ") + why, List.of()));
            }
        }
        return windows;
    }

    private static String failure(JobReported measured) {
        String exit = measured.details().getOrDefault("exit", "0");
        return exit.equals("0") ? "" : "the client failed with exit code " + exit;
    }

    private static List<String> late(JobReported measure) {
        return Optional.ofNullable(measure.details().get("late"))
                .map(seconds -> "it began " + seconds + " s after the instant that the replicas agreed on").stream().toList();
    }

    private static Optional<JobReported> phase(Job job, String phase, int repetition) {
        return job.reports().stream().filter(report -> report.kind() == ReportKind.PHASE && phase.equals(report.details().get("phase"))
                && Integer.toString(repetition).equals(report.details().get("repetition"))).findFirst();
    }

    private static Conclude conclude(Run run, Job job, JobState.Submitted state, String directory) {
        Optional<JobReported> stopped = job.report(ReportKind.STOPPED);
        int exit = stopped.map(report -> report.details().getOrDefault("exit", "")).filter(text -> text.matches("[0-9]{1,3}"))
                .map(Integer::parseInt).orElse(-1);
        String reason = stopped.map(report -> report.details().getOrDefault("reason", "")).orElse("");
        Instant from = job.report(ReportKind.STARTED).map(JobReported::at).orElse(Instant.EPOCH);
        Conclusion conclusion = new Conclusion(state.token(), state.state(), exit, Cause.of(job), job.stop().isPresent(), reason,
                Duration.ofSeconds(job.plan().timeLimitSeconds()));
        return new Conclude(run.id(), directory, conclusion, state.clusterJob(), from, stopped.map(JobReported::at).orElse(Instant.EPOCH), nodes(run, job));
    }

    /** Of a heterogeneous job the cluster lists each part by itself. */
    private static OptionalInt nodes(Run run, Job job) {
        boolean parts = job.allocation() && run.stage().knownRecipe().filter(recipe -> recipe.placement().het()).isPresent();
        return job.plan().inside() ? OptionalInt.of(0) : parts ? OptionalInt.of(job.plan().nodes()) : OptionalInt.empty();
    }

    /** What cannot be looked at any more: scratch of jobs that held a node and never said that they removed it. */
    static List<String> unverified(Run run) {
        List<String> unverified = new ArrayList<>();
        String scratch = run.stage().knownRecipe().map(recipe -> recipe.site().scratch()).orElse("/tmp");
        for (Job job : run.all()) {
            job.earlier().forEach(attempt -> unverified(attempt.end(), attempt.reports(), scratch).ifPresent(unverified::add));
            if (job.state() instanceof JobState.Ended ended) {
                unverified(ended.event(), job.reports(), scratch).ifPresent(unverified::add);
            }
        }
        return unverified;
    }

    private static Optional<String> unverified(JobEnded end, List<JobReported> reports, String scratch) {
        Optional<JobReported> started = reports.stream().filter(report -> report.kind() == ReportKind.STARTED).findFirst();
        boolean stopped = reports.stream().anyMatch(report -> report.kind() == ReportKind.STOPPED);
        if (stopped || started.isEmpty() && end.nodeSeconds() <= 0) {
            return Optional.empty();
        }
        String node = started.map(report -> report.details().getOrDefault("node", "")).filter(name -> !name.isEmpty()).orElse("its node");
        return Optional.of("scratch " + scratch + "/assay-" + end.token() + " on " + node + ": the job could not say whether it removed it");
    }

    private static Optional<ServiceSpec> service(Run run, Job job) {
        return run.stage().knownRecipe().flatMap(recipe -> recipe.services().stream().filter(spec -> job.service()
                && spec.name().equals(job.plan().component())).findFirst());
    }

    private static Optional<ClientSpec> client(Run run, Job job) {
        return run.stage().knownRecipe().flatMap(recipe -> recipe.clients().stream().filter(spec -> job.client()
                && spec.name().equals(job.plan().component())).findFirst());
    }
}
