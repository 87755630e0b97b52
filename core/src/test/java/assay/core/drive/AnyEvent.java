package assay.core.drive;

import assay.core.plan.Artifacts;
import assay.core.plan.Planner;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.Event;
import assay.events.JobEvent;
import assay.events.JobEvent.ClosingReason;
import assay.events.JobEvent.Outcome;
import assay.events.JobEvent.RefusalKind;
import assay.events.JobEvent.ReportKind;
import assay.events.JobName;
import assay.events.Measurement;
import assay.events.PlannedJob;
import assay.events.Problem;
import assay.events.RecipeEvent;
import assay.events.RecipeEvent.Mode;
import assay.events.Token;
import assay.events.recipe.Recipe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Draws any event at all, of few names and numbers so that they meet. */
final class AnyEvent {
    private static final List<Map<String, String>> DETAILS = List.of(Map.of(), Map.of("exit", "0", "reason", "done"), Map.of("exit", "3", "reason", "program-failed"),
            Map.of("phase", "measure", "repetition", "1"), Map.of("phase", "measured", "repetition", "1", "exit", "x"), Map.of("phase", "measured", "repetition", "99999999999"),
            Map.of("host", "n1", "port", "20417", "addresses", "eth0=192.0.2.1", "seconds", "1.5"), Map.of("port", "99999999", "seconds", "...", "node", "n1"));
    private final Random random;
    private final Recipe recipe;
    private final List<JobName> jobs;

    AnyEvent(Random random) {
        this.random = random;
        this.recipe = Samples.any(random);
        this.jobs = Stream.concat(Planner.plan(recipe).jobs().stream().map(PlannedJob::name), Stream.of(new JobName("ghost"))).toList();
    }

    /** How a run usually begins, so that the others have something to meet. */
    List<Event> beginning() {
        List<Event> events = new ArrayList<>(List.of(new JobEvent.RunRequested(Samples.submission(Mode.RUN)), new JobEvent.RecipeAccepted(recipe, "ab", List.of()),
                observed(true), Planner.plan(recipe)));
        Artifacts.of(recipe).forEach(artifact -> events.add(new JobEvent.ArtifactStaged(artifact.reference(), "ab", 1, 1)));
        Planner.plan(recipe).jobs().forEach(job -> events.addAll(List.of(new JobEvent.JobScripted(job.name(), "#!/bin/bash", List.of(), "ab"),
                new JobEvent.JobChecked(job.name(), true, ""), new JobEvent.JobReleased(job.name()),
                new JobEvent.SubmissionIntended(Token.of(job.name(), 1, Samples.RUN, Samples.LOG), time(), "p1"))));
        return events;
    }

    Event next() {
        return switch (random.nextInt(33)) {
            case 0 -> new RecipeEvent.RecipeSubmitted("again", "r.yaml", Mode.PLAN, List.of(), Map.of(), List.of(), "/tmp/out", "eve");
            case 1 -> new RecipeEvent.RunCancelRequested("", "eve", random.nextBoolean());
            case 2 -> new JobEvent.RunRequested(Samples.submission(any(Mode.values())));
            case 3 -> new JobEvent.CancelAccepted("why", "eve", random.nextBoolean());
            case 4 -> new JobEvent.RecipeAccepted(recipe, "ab", List.of());
            case 5 -> new JobEvent.RecipeRejected(problems());
            case 6 -> Planner.plan(recipe);
            case 7 -> new JobEvent.RunRefused(problems());
            case 8 -> new JobEvent.JobScripted(job(), "#!/bin/bash", List.of(), "ab");
            case 9 -> new JobEvent.JobReleased(job());
            case 10 -> new JobEvent.RunClosing(any(ClosingReason.values()), "over");
            case 11 -> new JobEvent.JobStopRequested(job(), "over");
            case 12 -> new JobEvent.RunFinished(any(Outcome.values()), "over");
            case 13 -> observed(random.nextBoolean());
            case 14 -> new JobEvent.JobChecked(job(), random.nextBoolean(), "no");
            case 15 -> new JobEvent.ArtifactStaged(artifact(), "ab", 1, 1);
            case 16 -> new JobEvent.SubmissionIntended(token(), time(), random.nextBoolean() ? "p1" : "p2");
            case 17 -> new JobEvent.JobSubmitted(token(), id(), random.nextBoolean());
            case 18 -> new JobEvent.SubmissionRefused(token(), any(RefusalKind.values()), "no");
            case 19 -> new JobEvent.RunCleaned(List.of(), List.of(), List.of());
            case 20 -> new JobEvent.EndpointDiscovered(token(), "n1", "192.0.2.1", 20417, List.of("eth0=192.0.2.1"), true);
            case 21 -> new JobEvent.ServiceReady(token(), 1, "1");
            case 22 -> new JobEvent.ServiceUnready(token(), "gone");
            case 23 -> new JobEvent.MetricsSummarised(List.of(), List.of(), List.of());
            case 24 -> new JobEvent.ReportPublished(JobEvent.Verdict.VALID, List.of(), JobEvent.Evidence.FIRST_LOOK, List.of(), List.of(), 1, 1, List.of(), Samples.START);
            case 25 -> new JobEvent.WorkloadMeasured(token(), random.nextInt(3), Measurement.nothing(time(), time(), "none"));
            case 26 -> new JobEvent.JobEnded(token(), any(ClusterState.values()), random.nextInt(3) - 1, "over", List.of(), 1, List.of());
            case 29 -> new JobEvent.ArtifactChecked(artifact(), "image", random.nextBoolean(), 1, "", random.nextBoolean() ? "" : "gone", "");
            case 30 -> new JobEvent.StagingFailed(artifact(), random.nextBoolean(), "gone", "");
            case 27, 28 -> new JobEvent.JobStateChanged(token(), id(), any(ClusterState.values()), "", random.nextBoolean() ? "n1" : "");
            default -> new JobEvent.JobReported(token(), id(), random.nextInt(2), 1 + random.nextInt(5), time(), any(ReportKind.values()),
                    DETAILS.get(random.nextInt(DETAILS.size())));
        };
    }

    /** For refusals rarely the last instant that there is: adding to it fails, which is how a fold is made to fail here. */
    Instant written(Event event) {
        return event instanceof JobEvent.SubmissionRefused && random.nextInt(3) == 0 ? Instant.MAX : time();
    }

    private String artifact() {
        return any(new String[]{"assay:loadgen", "docker://redis:7.4", "/models/none"});
    }

    private Instant time() {
        return Samples.START.plusSeconds(random.nextInt(600));
    }

    private JobEvent.ClusterObserved observed(boolean usable) {
        return new JobEvent.ClusterObserved("slurm", usable, usable ? "" : "no", random.nextBoolean(), Samples.FACTS,
                random.nextInt(6) == 0 ? List.of(Samples.ONE_JOB) : List.of(), "/tmp/out");
    }

    private List<Problem> problems() {
        return random.nextBoolean() ? List.of() : List.of(new Problem("r.yaml", 1, 1, "wrong", ""));
    }

    private JobName job() {
        return jobs.get(random.nextInt(jobs.size()));
    }

    private Token token() {
        return Token.of(job(), random.nextInt(8) == 0 ? 2 : 1, Samples.RUN, Samples.LOG);
    }

    private ClusterJobId id() {
        return new ClusterJobId(Integer.toString(1 + random.nextInt(2)));
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
